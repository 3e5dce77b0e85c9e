// Ends one span on the main thread and two on a worker thread, which inherits the preload.
const { trace } = require('@opentelemetry/api');
const { Worker, isMainThread } = require('node:worker_threads');

const tracer = trace.getTracer('application');
if (isMainThread) {
  tracer.startSpan('on the main thread').end();
  new Worker(__filename);
} else {
  tracer.startSpan('on the worker thread').end();
  tracer.startSpan('on the worker thread').end();
}
