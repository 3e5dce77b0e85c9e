// Worker threads are terminated at any moment of their flushes.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { endSpans, makeProvider } from './setup.mjs';

if (isMainThread) {
  for (let i = 0; i < 20; i++) {
    const worker = new Worker(new URL(import.meta.url));
    await once(worker, 'message');
    await sleep(i);
    await worker.terminate();
  }
} else {
  const exporter = {
    name: 'sink',
    exportOtlp: async () => ({ status: 'ok' }),
    shutdown: async () => {},
  };
  const provider = makeProvider({ exporter });
  setInterval(() => {
    endSpans(provider, 'span', 50);
    void provider.forceFlush().catch(() => {});
  }, 0);
  parentPort.postMessage('working');
}
