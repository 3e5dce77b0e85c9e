import { fileURLToPath } from 'node:url';

import type { Pinning } from '../harness/pinning.ts';
import { startSideProcess } from '../harness/side-process.ts';

/** What a receiver has seen since it started. */
export interface ReceiverCounts {
  spans: number;
  /** Data points of metrics. */
  points: number;
  /** In the last request with metrics: values of sums and counts of histograms, added up. */
  lastMeasurements: number;
  requests: number;
  /** Bytes of request bodies. */
  bytes: number;
  /** Requests whose body was not what its path wants. */
  refused: number;
}

export interface Receiver {
  /** Base URL, without `/v1/traces`. The same port speaks HTTPS. */
  readonly endpoint: string;
  counts(): Promise<ReceiverCounts>;
  stop(): Promise<void>;
}

const mainFile = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a receiver in a process of its own. */
export async function startReceiver(pinning: Pinning): Promise<Receiver> {
  const { firstLine: endpoint, stop } = await startSideProcess(mainFile, pinning);
  return {
    endpoint,
    counts: async () => (await (await fetch(`${endpoint}/count`)).json()) as ReceiverCounts,
    stop,
  };
}
