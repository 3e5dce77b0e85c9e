/**
 * Reads the active span on two threads at once, and a worker's reader from the main thread while the worker runs and
 * after it has ended. Prints what was read. Its argument: the addon that reads.
 */
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const clientPath = isMainThread ? process.argv[2] : workerData;
const client = createRequire(import.meta.url)(clientPath);
const manager = new NativeContextManager().enable();
const address = manager.nativeReader();

/** The status, and the span id where there is one. */
function read(of) {
  const { status, spanId } = client.read(of);
  return status === 0 ? spanId.toString('hex') : status;
}

function withSpan(spanId, fn) {
  const span = trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId, traceFlags: 1 });
  return manager.with(trace.setSpan(ROOT_CONTEXT, span), fn);
}

if (isMainThread) {
  await withSpan('a'.repeat(16), async () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: clientPath });
    const [fromWorker] = await once(worker, 'message');
    client.retain(fromWorker.address);
    const main = read(address);
    const ofWorker = read(fromWorker.address);
    worker.postMessage('end');
    await once(worker, 'exit');
    const ofEnded = read(fromWorker.address);
    client.release(fromWorker.address);
    const { mode } = manager;
    const seen = { mode, main, worker: fromWorker.seen, ofWorker, ofEnded };
    console.log(JSON.stringify(seen));
  });
} else {
  await withSpan('b'.repeat(16), async () => {
    await null;
    parentPort.postMessage({ address, seen: read(address) });
    await once(parentPort, 'message');
  });
}
