// Four workers with 1,000 spans each. They end as WAY says; the main thread ends when the test has seen the spans.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { endSpans, makeProvider, standardInputClosed } from './setup.mjs';

const { WAY } = process.env;

function startWorker() {
  const worker = new Worker(new URL(import.meta.url));
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  worker.on('message', () => void worker.terminate());
  worker.on('error', (error) => console.log(error.message));
  return ended;
}

async function runWorker() {
  const provider = makeProvider();
  endSpans(provider, 'worker span', 1_000);
  if (WAY === 'shutdown') await provider.shutdown();
  else if (WAY === 'exit') process.exit(0);
  else if (WAY === 'throw') throw new Error('uncaught in a worker');
  else if (WAY === 'terminate') {
    parentPort.postMessage('spans ended');
    setInterval(() => {}, 1_000);
  }
}

if (isMainThread) {
  const provider = makeProvider();
  endSpans(provider, 'main span', 10);
  await Promise.all([startWorker(), startWorker(), startWorker(), startWorker()]);
  console.log('workers ended');
  endSpans(provider, 'main span', 10);
  if (WAY === 'terminate') {
    await provider.forceFlush();
    await standardInputClosed();
  }
} else {
  await runWorker();
}
