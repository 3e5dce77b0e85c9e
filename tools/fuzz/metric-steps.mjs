/**
 * What meter providers send to native code and leave in its memory, as steps of `metric-definitions-fuzz.cpp`. Nothing of
 * it reaches a native thread.
 */
import { createRequire } from 'node:module';
import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';

const require = createRequire(import.meta.url);
const addon = require('../../packages/native-core/native/build/Release/otel_native_core.node');

const kDefine = 0;
const kAddChunk = 1;
const kWrite = 2;
const kStamp = 3;
const kObserve = 5;
const kFlush = 6;
/** Zeros that stand between two writes rather than in one. */
const kGapDoubles = 4;

function u16(...values) {
  return Buffer.from(new Uint16Array(values).buffer);
}

let steps = [];

/** Stands in for the native half of a provider's pipeline. */
class StepWriter {
  #control;
  #chunks = [];

  constructor(control) {
    this.#control = new Int32Array(control.buffer);
  }
  addChunk(memory) {
    this.#chunks.push({ memory, written: new Float64Array(memory.length) });
    steps.push(Buffer.of(kAddChunk), u16(memory.length));
  }
  define(bytes, size) {
    steps.push(Buffer.of(kDefine), u16(size), Buffer.from(bytes.subarray(0, size)));
  }
  setObserves() {}
  observe(targets, values, round) {
    steps.push(Buffer.of(kObserve, round, targets.length, values.length));
    steps.push(Buffer.from(new Uint32Array(targets).buffer));
    steps.push(Buffer.from(new Float64Array(values).buffer));
  }
  observed() {}
  async flush() {
    this.#chunks.forEach((chunk, number) => this.#write(chunk, number));
    this.#control[0]++;
    steps.push(Buffer.of(kFlush));
    return { lostItems: 0, message: '' };
  }
  close() {
    return this.flush();
  }
  stats() {
    return { dropped: {} };
  }

  #write({ memory, written }, number) {
    for (const [from, to] of changes(memory, written)) {
      const bytes = Buffer.from(memory.buffer, from * 8, (to - from) * 8);
      steps.push(Buffer.of(kWrite, number), u16(from, bytes.length), Buffer.from(bytes));
      if (memory[from] === this.#control[0]) steps.push(Buffer.of(kStamp, number), u16(from));
    }
    written.set(memory);
  }
}

function* changes(memory, written) {
  for (let from = 0; from < memory.length; from++) {
    if (memory[from] === written[from]) continue;
    let to = from + 1;
    for (let at = to; at < Math.min(memory.length, to + kGapDoubles); at++)
      if (memory[at] !== written[at]) to = at + 1;
    yield [from, to];
    from = to;
  }
}

addon.MetricPipeline = StepWriter;
const { MeterProvider } = await import('@otel-native/native-core/metrics');

const sink = {
  name: 'seeds',
  exportOtlp: async () => ({ status: 'ok' }),
  shutdown: async () => {},
};
const sampled = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
});

/** The steps of a provider that collects twice what `measure` records with the meter and the number of the collection. */
async function stepsOf(options, measure) {
  steps = [];
  const provider = new MeterProvider({
    exporter: sink,
    resource: resourceFromAttributes({ 'service.name': 'seeds', 'service.version': '1.0' }),
    ...options,
  });
  const meter = provider.getMeter('seeds', '1.0', { schemaUrl: 'https://example.com/schema' });
  let collection = 0;
  const observed = meter.createObservableCounter('observed', { unit: 's' });
  observed.addCallback((result) => {
    result.observe(3 * collection, { of: 'all' });
    result.observe(9 - collection, { of: 'what is left' });
  });
  for (; collection < 3; collection++) {
    measure(meter, collection);
    await provider.forceFlush();
  }
  await provider.shutdown();
  return Buffer.concat(steps);
}

function measureNumbers(meter, collection) {
  const counter = meter.createCounter('requests', { unit: '{request}', valueType: 0 });
  const upDown = meter.createUpDownCounter('open', { description: 'that are open' });
  const gauge = meter.createGauge('temperature', { unit: 'Cel' });
  for (let i = 0; i <= collection; i++) {
    counter.add(i, { route: '/cart', status: 200 + i });
    upDown.add(0.5 - i, { flag: true, list: ['a', 'b'], ratio: 0.1 });
    gauge.record(20 + i);
  }
}

function measureHistogram(meter, collection) {
  const histogram = meter.createHistogram('duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.1, 1, 10] },
  });
  for (let i = 0; i < 5; i++) histogram.record(i * 3 ** collection, { route: '/cart' }, sampled);
}

/** Values so far apart that each collection lowers the scale. */
function measureExponential(meter, collection) {
  const histogram = meter.createHistogram('size', { unit: 'By' });
  for (const value of [0, 1, 2, 2.5, 1e300, 1e-300].slice(0, 4 + collection))
    histogram.record(value, { collection: collection % 2 });
}

const exponential = { defaultHistogramAggregation: 'base2_exponential_bucket_histogram' };

/** By the name of the seed. */
export const metricSteps = {
  numbers: await stepsOf({}, measureNumbers),
  'numbers-delta': await stepsOf({ export: { temporalityPreference: 'delta' } }, measureNumbers),
  exemplars: await stepsOf(
    { views: [{ instrumentName: '*', attributesProcessors: [keepNothing()] }] },
    measureHistogram,
  ),
  exponential: await stepsOf({ export: exponential }, measureExponential),
  'exponential-delta': await stepsOf(
    { export: { ...exponential, temporalityPreference: 'delta' } },
    measureExponential,
  ),
};

function keepNothing() {
  return { process: () => ({}) };
}
