// Measurements of two copies of the package in each of WORKERS threads and in the main one, while the drain thread ends intervals
// and, at the end, while the provider shuts down. Prints how many were made before each shutdown.
import { createRequire } from 'node:module';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import * as esm from '@otel-native/native-core/metrics';
import { makeExporter } from './setup.mjs';

const cjs = createRequire(import.meta.url)('@otel-native/native-core/metrics');
const kTasks = 20;
const kMeasurements = 500;

async function record({ MeterProvider }) {
  const provider = new MeterProvider({
    exporter: makeExporter(),
    export: { temporalityPreference: 'delta' },
  });
  const meter = provider.getMeter('m');
  const counter = meter.createCounter('counter');
  const histogram = meter.createHistogram('histogram');
  const add = () => {
    for (let i = 0; i < kMeasurements; i++) {
      counter.add(1);
      histogram.record(i);
    }
  };
  for (let task = 0; task < kTasks; task++) {
    const flushed = provider.forceFlush();
    add();
    await new Promise((resolve) => setImmediate(resolve));
    await flushed;
  }
  const isDown = provider.shutdown();
  for (let task = 0; task < 5; task++) {
    // These may come too late.
    add();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await isDown;
  add();
  return kTasks * kMeasurements;
}

const recordAll = async () =>
  (await Promise.all([esm, cjs].map(record))).reduce((sum, count) => sum + count, 0);

function runWorker() {
  const worker = new Worker(new URL(import.meta.url));
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with ${code}`)));
  });
}

if (isMainThread) {
  const workers = Array.from({ length: Number(process.env.WORKERS) }, runWorker);
  const counts = await Promise.all([recordAll(), ...workers]);
  console.log(counts.reduce((sum, count) => sum + count, 0));
} else {
  parentPort.postMessage(await recordAll());
}
