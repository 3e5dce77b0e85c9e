// Records spans and metrics, and with LOGS log records, then ends in the way that the environment says: START is `preload`
// or `code`.
const { metrics, trace } = require('@opentelemetry/api');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

const { START = 'preload', OPTIONS = '{}', WORKERS = '0', WAY = 'normal', LOGS } = process.env;

if (START === 'code') {
  const { NodeSDK } = require('@otel-native/sdk');
  new NodeSDK({ autoDetectResources: false, ...JSON.parse(OPTIONS) }).start();
}

const tracer = trace.getTracer('application');
const meter = metrics.getMeter('application');
const endSpans = (name, count) => {
  for (let index = 0; index < count; index++) tracer.startSpan(name).end();
};
const emitLogs = (count) => {
  const logger = require('@opentelemetry/api-logs').logs.getLogger('application');
  for (let index = 0; index < count; index++) logger.emit({ body: `record ${index}` });
};

const ways = {
  normal: () => undefined,
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('uncaught on purpose');
  },
  wait: () => {
    setInterval(() => undefined, 60_000);
    console.log('ready');
  },
  // A callback never settles, as when its database has gone; then `wait`.
  stuck: () => {
    meter.createObservableGauge('stuck').addCallback(() => new Promise(() => undefined));
    ways.wait();
  },
  // Its last work takes longer than the SDK waits.
  cleanup: () => {
    process.once('beforeExit', () => setTimeout(() => console.log('cleaned up'), 2_000));
  },
  // As the first process of a container, which no signal without a handler ends.
  first: () => {
    Object.defineProperty(process, 'pid', { value: 1 });
    const timer = setInterval(() => undefined, 60_000);
    // Comes after the SDK's own.
    setImmediate(() => console.log('ready'));
    process.on('message', () => {
      endSpans('after the signal', 5);
      clearInterval(timer);
      process.disconnect();
    });
  },
};

async function main() {
  const workers = Array.from({ length: Number(WORKERS) }, () => new Worker(__filename));
  await Promise.all(
    workers.map((worker) => new Promise((resolve) => worker.on('message', resolve))),
  );
  if (WAY === 'normal') {
    for (const worker of workers) worker.postMessage('end');
    await Promise.all(
      workers.map((worker) => new Promise((resolve) => worker.on('exit', resolve))),
    );
  }
  endSpans('span', 50);
  if (LOGS !== undefined) emitLogs(Number(LOGS));
  meter.createCounter('counter').add(1);
  meter.createObservableGauge('observed').addCallback((result) => result.observe(7));
  meter.createObservableGauge('observed.later').addCallback(async (result) => {
    await null;
    result.observe(8);
  });
  ways[WAY]();
}

if (isMainThread) void main();
else {
  endSpans('span of a worker', 10);
  meter.createCounter('counter.of.a.worker').add(1);
  parentPort.postMessage('ready');
  parentPort.once('message', () => undefined);
}
