// Ends some spans, then ends itself in the way that the first argument names.
const { trace } = require('@opentelemetry/api');

const count = Number(process.argv[3] ?? 3);
const tracer = trace.getTracer('application');
for (let index = 0; index < count; index++) {
  tracer.startActiveSpan(`span ${index}`, (span) => span.end());
}

const waitForever = () => setInterval(() => undefined, 60_000);

const endings = {
  normal: () => undefined,
  exit: () => process.exit(7),
  throw: () => {
    throw new Error('uncaught on purpose');
  },
  wait: () => {
    waitForever();
    console.log('ready');
  },
  open: () => {
    tracer.startSpan('left open');
    waitForever();
    console.log('ready');
  },
  handle: () => {
    waitForever();
    process.on('SIGTERM', () => {
      console.log('handled by the application');
      process.exit(5);
    });
    console.log('ready');
  },
  // As the signal-exit package does: it only watches, and re-raises the signal when nobody else listens.
  watch: () => {
    waitForever();
    const emitter = { count: 1 };
    globalThis[Symbol.for('signal-exit emitter')] = emitter;
    const onSignal = () => {
      if (process.listeners('SIGTERM').length > emitter.count) return;
      console.log('watcher cleaned up');
      process.removeListener('SIGTERM', onSignal);
      process.kill(process.pid, 'SIGTERM');
    };
    process.on('SIGTERM', onSignal);
    console.log('ready');
  },
};

endings[process.argv[2] ?? 'normal']();
