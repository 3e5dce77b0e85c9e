// A worker thread is terminated while its JavaScript exporter has a batch.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { endSpans, makeProvider } from './setup.mjs';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.once('message', () => worker.terminate());
} else {
  const exporter = {
    name: 'sink',
    exportOtlp: () => {
      parentPort.postMessage('exporting');
      return new Promise(() => {});
    },
    shutdown: async () => {},
  };
  const provider = makeProvider({ exporter });
  endSpans(provider, 'span', 5);
  void provider.forceFlush();
  setInterval(() => {}, 1_000);
}
