/**
 * Ends spans, emits log records and records metrics under the preload and then ends itself, or is ended, as EXIT_WAY says. What was ended and
 * recorded is on the disk before anything else happens: that is promised to arrive.
 */
import { logs, metrics, trace } from '@opentelemetry/api';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { contentOf } from '../span-content.ts';
import { promise } from './exit-promise.ts';
import { kExitSpans, kExitTextBytes } from './exit-settings.ts';
import { LogWork } from './log-work.ts';
import { MetricWork } from './metric-work.ts';

const kMicrosPerSecond = 1e6;
const { EXIT_WAY: way = '', EXIT_RECORD: record = '' } = process.env;

const tracer = trace.getTracer('fault-harness');
const logWork = new LogWork(logs.getLogger('fault-harness'), kExitTextBytes);
const work = new MetricWork(metrics.getMeter('fault-harness'));
let index = 0;

/** @param isObserved whether an event loop is left at the end, so that the gauge is promised as well */
function endSpans(count: number, isObserved: boolean): void {
  const endedIds: string[] = [];
  for (let i = 0; i < count; i++) {
    const { name, attributes } = contentOf(index, kExitTextBytes);
    const span = tracer.startSpan(name, { attributes });
    work.record(span);
    logWork.emit(span, index++);
    span.end();
    endedIds.push(span.spanContext().spanId);
  }
  const { user, system } = process.cpuUsage();
  promise(record, {
    endedIds,
    recorded: isObserved ? { ...work.recorded, ...work.observed } : work.recorded,
    pid: process.pid,
    cpuSeconds: (user + system) / kMicrosPerSecond,
  });
}

/** Goes on until somebody ends the process. */
function workForEver(): void {
  setInterval(() => endSpans(1, true), 1);
}

async function startWorkers(ending: 'alone' | 'told'): Promise<Worker[]> {
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url), { workerData: ending }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

async function terminateWorkers(): Promise<void> {
  for (const worker of await startWorkers('told')) void worker.terminate();
}

async function awaitWorkers(): Promise<void> {
  const workers = await startWorkers('alone');
  await Promise.all(
    workers.map((worker) => {
      worker.postMessage('end');
      return once(worker, 'exit');
    }),
  );
}

function beWorker(): void {
  const endsAlone = workerData === 'alone';
  endSpans(kExitSpans, endsAlone);
  parentPort?.postMessage('spans ended');
  if (endsAlone) parentPort?.once('message', () => undefined);
  else setInterval(() => undefined, 1_000);
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
  const endsAlone = process.env['CLUSTER_ENDING'] === 'alone';
  endSpans(kExitSpans, !endsAlone);
  if (endsAlone) process.exit(0);
  setInterval(() => endSpans(1, true), 1);
  process.send?.('spans ended');
}

interface Ending {
  readonly leavesEventLoop: boolean;
  readonly end: () => unknown;
}

const bySignal: Ending = { leavesEventLoop: true, end: workForEver };
const endings: Record<string, Ending> = {
  'process.exit': { leavesEventLoop: false, end: () => process.exit(0) },
  'last task': { leavesEventLoop: true, end: () => undefined },
  throw: {
    leavesEventLoop: false,
    end: () => {
      throw new Error('uncaught on purpose');
    },
  },
  rejection: {
    leavesEventLoop: false,
    end: () => void Promise.reject(new Error('unhandled on purpose')),
  },
  SIGTERM: bySignal,
  SIGINT: bySignal,
  SIGHUP: bySignal,
  'worker.terminate, process.exit': {
    leavesEventLoop: false,
    end: async () => {
      await terminateWorkers();
      process.exit(0);
    },
  },
  'workers end, last task': { leavesEventLoop: true, end: awaitWorkers },
  cluster: { leavesEventLoop: true, end: endCluster },
};

if (!isMainThread) {
  beWorker();
} else if (cluster.isWorker) {
  beClusterWorker();
} else {
  const ending = endings[way];
  if (ending === undefined) throw new TypeError(`EXIT_WAY is "${way}"`);
  endSpans(kExitSpans, ending.leavesEventLoop);
  // Whoever sends a signal waits for this as well.
  writeSync(1, String(process.hrtime.bigint()));
  await ending.end();
}
