/**
 * `node instrumentation-worker.ts '<task>'`: prints the address of its server. Its parent then asks for operations over the channel,
 * and the worker answers with the CPU time that its main thread took.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startCpuMeter } from '../harness/cpu-meter.ts';
import { makeLayers } from './instrumentation-layers.ts';
import {
  startInstrumentations,
  type InstrumentationVariant,
} from '../variants/instrumentations.ts';

export const instrumentationOperations = ['server', 'fetch', 'layer'] as const;
export type InstrumentationOperation = (typeof instrumentationOperations)[number];

export interface InstrumentationTask {
  readonly variant: InstrumentationVariant;
}

/** What the parent asks for. */
export type Order =
  /** Make so many requests to a URL with `fetch`. */
  | { readonly fetch: string; readonly count: number }
  /** Pass requests through so many layers of a router of Express. */
  | { readonly layers: number }
  /** Tell the CPU that so many requests to the server cost, which begin now. */
  | { readonly serve: number };

/** Microseconds of CPU of the main thread. */
export interface Answer {
  readonly mainUs: number;
}

const kConcurrency = 8;

if (process.send !== undefined)
  await work(JSON.parse(process.argv[2] ?? '') as InstrumentationTask);

async function work({ variant }: InstrumentationTask): Promise<void> {
  startInstrumentations(variant);
  const passLayers = makeLayers();
  let left = 0;
  let served = () => {};
  const server = createServer((_request, response) => {
    response.end('hello');
    left -= 1;
    if (left === 0) served();
  });
  // Connections wait while the other variants have their turns.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${port}` });
  });
  process.on('message', (order: Order) => {
    const meter = startCpuMeter();
    const answer = () => {
      const { mainUs } = meter();
      if (mainUs === null) throw new Error('this Node cannot tell the CPU of a thread');
      process.send?.({ mainUs } satisfies Answer);
    };
    if ('layers' in order) {
      passLayers(order.layers);
      answer();
    } else if ('fetch' in order) {
      void fetchAll(order.fetch, order.count).then(answer);
    } else {
      left = order.serve;
      served = answer;
      process.send?.({ isReady: true });
    }
  });
}

async function fetchAll(url: string, count: number): Promise<void> {
  let left = count;
  const fetchSome = async () => {
    while (left-- > 0) await (await fetch(`${url}/users/${left}`)).text();
  };
  await Promise.all(Array.from({ length: kConcurrency }, fetchSome));
}
