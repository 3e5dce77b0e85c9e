// Records 200 measurements in a counter and in an observable one, in workers too where WORKERS says so; then the process
// or the worker ends as WAY says.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { makeExporter, standardInputClosed } from './setup.mjs';
import { exitWhileFlushing, flushAndKill, waysToEnd } from './ways-to-end.mjs';

const { WAY, WORKERS } = process.env;

const provider = new MeterProvider({ exporter: makeExporter() });
const meter = provider.getMeter('program');
const counter = meter.createCounter('counter');
meter.createObservableGauge('gauge').addCallback((result) => result.observe(1));
for (let i = 0; i < 200; i++) counter.add(1, { from: isMainThread ? 'main' : 'worker' });

const ways = {
  ...waysToEnd,
  exitWhileFlushing: () => exitWhileFlushing(provider),
  flushAndKill: () => flushAndKill(provider),
  shutdown: () => provider.shutdown(),
  terminate: () => {
    parentPort.postMessage('recorded');
    setInterval(() => counter.add(0, { from: 'worker' }), 1);
  },
};

function runWorker() {
  const worker = new Worker(new URL(import.meta.url));
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  worker.on('message', () => void worker.terminate());
  worker.on('error', () => {});
  return ended;
}

if (isMainThread && WORKERS !== undefined) {
  await Promise.all(Array.from({ length: Number(WORKERS) }, runWorker));
  await standardInputClosed();
} else {
  await ways[WAY]();
}
