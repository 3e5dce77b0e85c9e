import { fileURLToPath } from 'node:url';

import type { Pinning } from '../harness/pinning.ts';
import { startSideProcess, type SideProcess } from '../harness/side-process.ts';
import type { LoadSource } from '../load/load-source.ts';
import { startNodeLoad } from '../load/node-load.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';

const upstreamFile = fileURLToPath(new URL('../service/upstream.ts', import.meta.url));

/** What runs beside the service through all rounds. */
export interface Aside {
  readonly receiver: Receiver;
  readonly upstream: SideProcess;
  readonly load: LoadSource;
  stop(): Promise<void>;
}

/** One for all variants, or one for each where they run together: each receiver then counts the spans of one. */
export async function startAsides(
  {
    load = 'node',
    together = false,
  }: { readonly load?: 'node' | 'locust' | undefined; readonly together?: boolean | undefined },
  variants: readonly string[],
  pinning: Pinning,
): Promise<Aside[]> {
  const started = (together ? variants : ['all']).map(() => startAside(load, pinning));
  const results = await Promise.allSettled(started);
  const asides = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure === undefined) return asides;
  await Promise.all(asides.map((aside) => aside.stop()));
  throw failure.reason;
}

export function asideOf(asides: readonly Aside[], index: number): Aside {
  const aside = asides[index];
  if (aside === undefined) throw new Error(`there is no aside ${index}`);
  return aside;
}

async function startAside(load: 'node' | 'locust', pinning: Pinning): Promise<Aside> {
  const running: { stop(): Promise<void> }[] = [];
  const keep = <Started extends { stop(): Promise<void> }>(started: Started): Started => {
    running.push(started);
    return started;
  };
  const stop = async () => {
    await Promise.all(running.map((process) => process.stop()));
  };
  try {
    return {
      receiver: keep(await startReceiver(pinning)),
      upstream: keep(await startSideProcess(upstreamFile, pinning)),
      load: keep(await startLoad(load, pinning)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startLoad(load: 'node' | 'locust', pinning: Pinning): Promise<LoadSource> {
  if (load === 'node') return startNodeLoad(pinning);
  return (await import('../load/locust.ts')).startLocust(pinning);
}
