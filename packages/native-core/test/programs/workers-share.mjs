// Four workers record more than may wait, one after the other, for an exporter that never answers; each is terminated.
// Tells how many bytes each of them left waiting in the process.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { TracerProvider } from '@otel-native/native-core';
import { endSpans, makeExporter } from './setup.mjs';

const batch = { maxQueueBytes: 400_000, ringBytes: 4096, scheduledDelayMillis: 10 };

async function fill() {
  const provider = new TracerProvider({ exporter: makeExporter(), batch });
  const large = 'x'.repeat(1_000);
  const tracer = provider.getTracer('t');
  for (let i = 0; i < 2_000; i++) {
    tracer.startSpan('s', { attributes: { large } }).end();
    if (i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  // What was read is in a request, or was dropped.
  for (;;) {
    const { queuedBytes, dropped } = provider.stats();
    if (dropped.queueFull > 500) return queuedBytes;
    endSpans(provider, 'more', 50);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function runWorker() {
  const worker = new Worker(new URL(import.meta.url));
  const [bytes] = await new Promise((resolve) => worker.on('message', (bytes) => resolve([bytes])));
  await worker.terminate();
  return bytes;
}

if (isMainThread) {
  const left = [];
  for (let i = 0; i < 4; i++) left.push(await runWorker());
  console.log(JSON.stringify(left));
} else {
  parentPort.postMessage(await fill());
  setInterval(() => {}, 1_000);
}
