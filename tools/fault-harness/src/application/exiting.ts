/**
 * Ends spans under the preload and then ends itself, or is ended, as EXIT_WAY says. The ids of spans that have ended are
 * on the disk before anything else happens: those are promised to arrive.
 */
import { trace } from '@opentelemetry/api';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { contentOf } from '../span-content.ts';
import { kExitSpans, kExitTextBytes } from './exit-settings.ts';

const { EXIT_WAY: way = '', EXIT_RECORD: record = '' } = process.env;

const tracer = trace.getTracer('fault-harness');
let index = 0;

function endSpans(count: number): void {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { name, attributes } = contentOf(index++, kExitTextBytes);
    const span = tracer.startSpan(name, { attributes });
    span.end();
    ids.push(`${span.spanContext().spanId}\n`);
  }
  appendFileSync(record, ids.join(''));
}

/** Goes on until somebody ends the process. */
function workForEver(): void {
  setInterval(() => endSpans(1), 1);
  console.log('ready');
}

async function endWorkers(): Promise<void> {
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url)));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  for (const worker of workers) void worker.terminate();
}

/** One worker process is told to end, the other ends itself. */
async function endCluster(): Promise<void> {
  const told = cluster.fork({ CLUSTER_ENDING: 'told' });
  const alone = cluster.fork({ CLUSTER_ENDING: 'alone' });
  const aloneEnded = once(alone, 'exit');
  await once(told, 'message');
  const toldEnded = once(told, 'exit');
  told.process.kill('SIGTERM');
  await Promise.all([aloneEnded, toldEnded]);
}

function beClusterWorker(): void {
  endSpans(kExitSpans);
  if (process.env['CLUSTER_ENDING'] === 'alone') process.exit(0);
  setInterval(() => endSpans(1), 1);
  process.send?.('spans ended');
}

const endings: Record<string, () => unknown> = {
  'process.exit': () => process.exit(0),
  'last task': () => undefined,
  throw: () => {
    throw new Error('uncaught on purpose');
  },
  rejection: () => void Promise.reject(new Error('unhandled on purpose')),
  SIGTERM: workForEver,
  SIGINT: workForEver,
  'worker.terminate, process.exit': async () => {
    await endWorkers();
    process.exit(0);
  },
  cluster: endCluster,
};

if (!isMainThread) {
  endSpans(kExitSpans);
  parentPort?.postMessage('spans ended');
  setInterval(() => undefined, 1_000);
} else if (cluster.isWorker) {
  beClusterWorker();
} else {
  endSpans(kExitSpans);
  await endings[way]?.();
}
