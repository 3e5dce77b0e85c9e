// The main thread ends the process while two workers still run, or at once after it has terminated them.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { endSpans, makeProvider } from './setup.mjs';

if (isMainThread) {
  const workers = [new Worker(new URL(import.meta.url)), new Worker(new URL(import.meta.url))];
  await Promise.all(
    workers.map((worker) => new Promise((resolve) => worker.on('message', resolve))),
  );
  endSpans(makeProvider(), 'main span', 10);
  if (process.env.WAY === 'terminated') for (const worker of workers) void worker.terminate();
  process.exit(0);
}

endSpans(makeProvider(), 'worker span', 1_000);
parentPort.postMessage('spans ended');
setInterval(() => {}, 1_000);
