/** Records under the SDK that DELIVERY_START and the preload say, then ends as DELIVERY_END says. */
import { logs, metrics, trace } from '@opentelemetry/api';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { kCounterName, kEventName, kGaugePrefix, kItems, kSpanName } from './items.ts';
import type { End, SetUp } from './set-ups.ts';

const { DELIVERY_START, DELIVERY_END } = process.env;

if ((DELIVERY_START as SetUp['start']) === 'official') {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  new NodeSDK().start();
} else if ((DELIVERY_START as SetUp['start']) === 'ours') {
  const { NodeSDK } = await import('@otel-native/sdk');
  new NodeSDK().start();
}

function record(): void {
  const tracer = trace.getTracer('delivery');
  const meter = metrics.getMeter('delivery');
  const logger = logs.getLogger('delivery');
  const counter = meter.createCounter(kCounterName);
  for (let i = 0; i < kItems.spans; i++) tracer.startSpan(kSpanName).end();
  for (let i = 0; i < kItems.logRecords; i++)
    logger.emit({ eventName: kEventName, body: String(i), attributes: { index: i } });
  for (let i = 0; i < kItems.measurements; i++) counter.add(1);
  for (let i = 0; i < kItems.observed; i++)
    meter.createObservableGauge(kGaugePrefix + i).addCallback((result) => result.observe(i));
}

function wait(): void {
  setInterval(() => undefined, 60_000);
  console.log('ready');
}

async function startWorker(lives: boolean): Promise<Worker> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { lives } });
  await once(worker, 'message');
  return worker;
}

const ends: Record<End['does'], () => unknown> = {
  nothing: () => undefined,
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('uncaught on purpose');
  },
  reject: () => void Promise.reject(new Error('unhandled on purpose')),
  wait,
  'worker ends': async () => {
    const worker = await startWorker(false);
    worker.postMessage('end');
    await once(worker, 'exit');
  },
  'worker is terminated': async () => {
    await (await startWorker(true)).terminate();
  },
  cluster: async () => {
    const worker = cluster.fork();
    await once(worker, 'message');
    worker.process.kill('SIGTERM');
    console.log('ready');
    await once(worker, 'exit');
  },
};

function beWorker(): void {
  record();
  parentPort?.once('message', () => undefined);
  parentPort?.postMessage('recorded');
  if ((workerData as { lives: boolean }).lives) setInterval(() => undefined, 60_000);
}

const does = DELIVERY_END as End['does'];
if (!isMainThread) {
  beWorker();
} else if (cluster.isWorker) {
  record();
  setInterval(() => undefined, 60_000);
  process.send?.('recorded');
} else {
  // The others record elsewhere.
  if (!does.startsWith('worker') && does !== 'cluster') record();
  await ends[does]();
}
