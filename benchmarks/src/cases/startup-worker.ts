/**
 * The process under test of case `startup`: imports and starts one SDK, as an application's first line does. Takes a
 * {@link StartupTask} as JSON in its first argument and prints {@link StartupWork} as JSON.
 */
import { registerHooks } from 'node:module';

import type { StartupTask, StartupVariant, StartupWork } from './startup-task.ts';

const { variant, countFiles } = JSON.parse(process.argv[2] ?? '') as StartupTask;
const files = countFiles ? filesLoadedFromNowOn() : undefined;

const starters: Record<StartupVariant, () => Promise<() => Promise<void>>> = {
  none: async () => async () => {},
  official: async () => start((await import('@opentelemetry/sdk-node')).NodeSDK),
  native: async () => start((await import('@otel-native/sdk')).NodeSDK),
  'official-instrumented': async () => {
    const { NodeSDK } = await import('@opentelemetry/sdk-node');
    const { makeInstrumentations } = await import('../variants/service/instrumentations.mjs');
    return start(NodeSDK, { instrumentations: makeInstrumentations() });
  },
  'native-instrumented': async () => {
    const { startPreload } = await import('../variants/service/preload.mjs');
    const provider = await startPreload();
    return () => provider.shutdown();
  },
};

interface Sdk {
  start(): void;
  shutdown(): Promise<void>;
}

function start<Options extends object>(
  NodeSDK: new (options?: Options) => Sdk,
  options?: Options,
): () => Promise<void> {
  const sdk = new NodeSDK(options);
  sdk.start();
  return () => sdk.shutdown();
}

const startedMs = performance.now();
const shutdown = await starters[variant]();
const startMs = performance.now() - startedMs;
const { rss, heapUsed } = process.memoryUsage();
const { moduleLoadList } = process as unknown as { moduleLoadList: string[] };
console.log(
  JSON.stringify({
    startMs,
    rssBytes: rss,
    heapBytes: heapUsed,
    builtinsLoaded: moduleLoadList.length,
    filesLoaded: files?.size ?? null,
  } satisfies StartupWork),
);
// A process whose exporter has no receiver should not wait for it.
await Promise.race([
  shutdown().catch(() => undefined),
  new Promise((resolve) => setTimeout(resolve, 100)),
]);
process.exit();

/** Modules of the disk, of either kind. */
function filesLoadedFromNowOn(): Set<string> {
  const urls = new Set<string>();
  registerHooks({
    load: (url, context, nextLoad) => {
      if (url.startsWith('file:')) urls.add(url);
      return nextLoad(url, context);
    },
  });
  return urls;
}
