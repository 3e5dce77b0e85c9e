// Records short parts of large texts, as previews of bodies are, in every place that outlives a span. Run with a small
// heap: it ends only if no part keeps the text that it was cut from.
import { MeterProvider } from '@otel-native/native-core/metrics';
import { TracerProvider } from '@otel-native/native-core';

const kLargeLength = 1_500_000;
const kRounds = 300;

const sink = { name: 'none', exportOtlp: async () => ({ status: 'ok' }), shutdown: async () => {} };
const tracerProvider = new TracerProvider({ exporter: sink });
const meterProvider = new MeterProvider({ exporter: sink });

let count = 0;

/** A part of a text of its own; the same for the same label. */
function partOf(label) {
  const before = `${++count} `;
  const part = `${'x'.repeat(20)} ${label}`;
  const body = `${before}${part} `.padEnd(kLargeLength, 'z');
  return body.substring(before.length, before.length + part.length);
}

const places = {
  values: (i) =>
    span()
      .setAttribute('value', partOf(`${i}`))
      .end(),
  'values that repeat': (i) =>
    span()
      .setAttribute(`key ${i % 50}`, partOf(`${i % 200}`))
      .end(),
  names: (i) => span(partOf(`${i}`)).end(),
  keys: (i) =>
    span()
      .setAttribute(partOf(`key ${i}`), 1)
      .end(),
  'names of events': (i) =>
    span()
      .addEvent(partOf(`${i}`), { [`e${i}`]: partOf(`${i}`) })
      .end(),
  'status messages': (i) =>
    span()
      .setStatus({ code: 2, message: partOf(`${i}`) })
      .end(),
  scopes: (i) =>
    tracerProvider
      .getTracer(partOf(`scope ${i}`), partOf('1'))
      .startSpan('s')
      .end(),
  series: (i) => counter.add(1, { route: partOf(`route ${i}`) }),
  meters: (i) => void meterProvider.getMeter(partOf(`meter ${i}`), partOf('1')),
  instruments: (i) => void meter.createCounter(partOf(`counter ${i}`), { unit: partOf('unit') }),
};

const tracer = tracerProvider.getTracer('t');
const span = (name = 's') => tracer.startSpan(name);
const meter = meterProvider.getMeter('m');
const counter = meter.createCounter('c');

for (let i = 0; i < kRounds; i++) {
  places[process.env.PLACE](i);
  // Spans of a task are kept until its end.
  await null;
}
await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
