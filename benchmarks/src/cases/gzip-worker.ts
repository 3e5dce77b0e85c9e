/**
 * The process under test of case `gzip`: makes one request and compresses it again and again. Takes a {@link GzipTask} as
 * JSON in its first argument and prints {@link GzipWork} as JSON.
 */
import { gzipSync } from 'node:zlib';

import { trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider } from '@otel-native/native-core';

import { makeAgentWorkload } from './agent-turn.ts';

export interface GzipTask {
  /** A level of zlib, 1 to 9. */
  readonly level: number;
  readonly spans: number;
  readonly seed: number;
  readonly warmupRequests: number;
  readonly requests: number;
}

export interface GzipWork {
  readonly requestBytes: number;
  readonly compressedBytes: number;
  /** CPU of this thread for each request. */
  readonly requestUs: number;
}

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as GzipTask)));

async function work(task: GzipTask): Promise<GzipWork> {
  const request = await makeRequest(task);
  // As `GzipEncoder` calls it, but for the state, which is made anew for each request.
  const compress = () => gzipSync(request, { level: task.level, memLevel: 8 }).length;
  for (let i = 0; i < task.warmupRequests; i++) compress();
  const before = process.cpuUsage();
  for (let i = 0; i < task.requests; i++) compress();
  const { user, system } = process.cpuUsage(before);
  return {
    requestBytes: request.length,
    compressedBytes: compress(),
    requestUs: (user + system) / task.requests,
  };
}

/** One request of the spans of agent turns, as the native exporter would get it. */
async function makeRequest({ spans, seed }: GzipTask): Promise<Uint8Array> {
  const batches: { bytes: Uint8Array; itemCount: number }[] = [];
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'agent-service',
      'service.version': '1.4.2',
    }),
    batch: { maxExportBatchSize: spans },
    exporter: {
      name: 'keep',
      exportOtlp: (batch) => {
        batches.push(batch);
        return Promise.resolve({ status: 'ok' });
      },
      shutdown: () => Promise.resolve(),
    },
  });
  trace.setGlobalTracerProvider(provider);
  const tracer = trace.getTracer('agent', '1.0.0');
  const workload = makeAgentWorkload(spans, seed);
  for (let turn = 0; turn * workload.spansPerTurn < spans; turn++) workload.runTurn(tracer, turn);
  await provider.shutdown();
  const full = batches.find(({ itemCount }) => itemCount === spans);
  if (full === undefined) throw new Error('no request has all spans');
  return full.bytes;
}
