// Ends spans of many kinds with a spool in SPOOL, half of them after the drain thread has seen the first, and is killed.
import { setTimeout } from 'node:timers/promises';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider } from '@otel-native/native-core';

const provider = new TracerProvider({
  // Takes the first request and then nothing more.
  exporter: { name: 'seeds', exportOtlp: answerOnce(), shutdown: async () => {} },
  resource: resourceFromAttributes({ 'service.name': 'seeds', 'service.version': '1.0' }),
  batch: { ringBytes: 4096, maxExportBatchSize: 8, scheduledDelayMillis: 20 },
  spool: { directory: process.env.SPOOL, maxBytes: 65_536 },
});

function answerOnce() {
  let answered = 0;
  return async () => (answered++ === 0 ? { status: 'ok' } : { status: 'retry' });
}

function endSpans(name) {
  const tracer = provider.getTracer(name, '1.0', { schemaUrl: 'https://example.com/schema' });
  for (let i = 0; i < 9; i++) {
    const attributes = {
      i,
      text: 'often',
      flag: i % 2 === 0,
      ratio: i / 3,
      list: ['a', 'b'],
      '': '',
      // Copied as V8 holds it: one byte a character, and two.
      long: `${i % 2 === 0 ? 'é' : '→'}${'x'.repeat(i === 2 || i === 3 ? 1030 : 9)}`,
    };
    const span = tracer.startSpan(i % 3 === 0 ? name : `span ${i}`, { kind: i % 5, attributes });
    span.addEvent('event', { where: 'here' });
    span.addLink({ context: span.spanContext(), attributes: { linked: true } });
    if (i === 4) span.setStatus({ code: 2, message: 'an error' });
    if (i === 5)
      span.recordException({
        name: 'Error',
        message: 'thrown',
        stack: 'Error: thrown\n    at here',
      });
    span.end();
  }
}

endSpans('first');
await setTimeout(300);
endSpans('second');
process.kill(process.pid, 'SIGKILL');
