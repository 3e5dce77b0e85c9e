import { fileURLToPath } from 'node:url';

import type { Identity } from 'test-support/authority';

import type { Pinning } from '../harness/pinning.ts';
import { startSideProcess } from '../harness/side-process.ts';

/** What a receiver has seen since it started. */
export interface ReceiverCounts {
  spans: number;
  logRecords: number;
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
  /** Base URL, without `/v1/traces`. */
  readonly endpoint: string;
  /** The same port with HTTPS. */
  readonly secureEndpoint: string;
  counts(): Promise<ReceiverCounts>;
  stop(): Promise<void>;
}

const mainFile = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a receiver in a process of its own. Without an identity, its certificate is one that no authority issued. */
export async function startReceiver(pinning: Pinning, identity?: Identity): Promise<Receiver> {
  const files = identity === undefined ? [] : [identity.certFile, identity.keyFile];
  const { firstLine: endpoint, stop } = await startSideProcess(mainFile, pinning, files);
  return {
    endpoint,
    secureEndpoint: endpoint.replace('http:', 'https:'),
    counts: async () => (await (await fetch(`${endpoint}/count`)).json()) as ReceiverCounts,
    stop,
  };
}
