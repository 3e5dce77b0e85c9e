// Ends spans and collects all garbage at moments without spans, again and again. V8's option --trace-deopt prints which
// code it drops; needs --expose-gc as well.
import { TracerProvider } from '@otel-native/native-core';

const kRounds = 15;
const kWarmUpRounds = 10;
const kCallsPerRound = 3_000;

const sink = { name: 'none', exportOtlp: async () => ({ status: 'ok' }), shutdown: async () => {} };
const provider = new TracerProvider({ exporter: sink });
const tracer = provider.getTracer('t');

function endSpans() {
  for (let i = 0; i < kCallsPerRound; i++) {
    const span = tracer.startSpan('s', { attributes: { i } });
    span.setAttribute('key', 'value').addEvent('event', { i }).end();
  }
}

/** A class of which nobody keeps an object. */
class Passing {
  constructor(value) {
    this.value = value;
  }
}

function sumOf(objects) {
  let sum = 0;
  for (const passing of objects) sum += passing.value;
  return sum;
}

function usePassing() {
  const objects = Array.from({ length: 100 }, (_, i) => new Passing(i));
  for (let i = 0; i < kCallsPerRound; i++) sumOf(objects);
}

for (let round = 0; round < kRounds; round++) {
  if (round === kWarmUpRounds) console.log('warm');
  endSpans();
  usePassing();
  // No span is left after a turn of the loop.
  await new Promise(setImmediate);
  await gc({ execution: 'async' });
}
await provider.shutdown();
