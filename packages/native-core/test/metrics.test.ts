import {
  ROOT_CONTEXT,
  SamplingDecision,
  createNoopMeter,
  trace,
  type Attributes,
  type MeterProvider,
} from '@opentelemetry/api';
import { TracerProvider, type SpanProcessor } from '@otel-native/native-core';
import * as official from '@opentelemetry/sdk-trace';
import { CollectingSink } from './support/collecting-sink';

/** Adds up what is recorded: one line for each instrument and set of attributes. */
class AddingMeterProvider implements MeterProvider {
  readonly #sums = new Map<string, number>();

  getMeter() {
    const instrument = (name: string) => ({
      add: (value: number, attributes: Attributes = {}) => {
        const key = `${name} ${JSON.stringify(Object.entries(attributes).sort())}`;
        this.#sums.set(key, (this.#sums.get(key) ?? 0) + value);
      },
    });
    return Object.assign(createNoopMeter(), {
      createCounter: instrument,
      createUpDownCounter: instrument,
    });
  }

  get lines(): string[] {
    return [...this.#sums].map(([key, sum]) => `${key} ${sum}`).sort();
  }
}

const sampler = {
  shouldSample: (_context: unknown, _traceId: string, name: string) => ({
    decision: SamplingDecision[name as keyof typeof SamplingDecision],
  }),
  toString: () => 'by name',
};

const remote = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1, isRemote: true };

function record(Provider: typeof TracerProvider | typeof official.TracerProvider): string[] {
  const meterProvider = new AddingMeterProvider();
  const tracer = new Provider({ meterProvider, sampler }).getTracer('t');
  for (const name of ['NOT_RECORD', 'RECORD', 'RECORD_AND_SAMPLED']) {
    const root = tracer.startSpan(name);
    tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, root)).end();
    const child = tracer.startSpan(name, {}, trace.setSpanContext(ROOT_CONTEXT, remote));
    child.end();
    child.end();
  }
  return meterProvider.lines;
}

test('otel.sdk.span.* count as in the official SDK', () => {
  const lines = record(TracerProvider);
  expect(lines).toHaveLength(11);
  expect(lines).toEqual(record(official.TracerProvider));
});

test('the default sampler counts the same on its shorter way', () => {
  const results = [TracerProvider, official.TracerProvider].map((Provider) => {
    const meterProvider = new AddingMeterProvider();
    const tracer = new Provider({ meterProvider }).getTracer('t');
    const root = tracer.startSpan('root');
    tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, root)).end();
    tracer
      .startSpan('s', {}, trace.setSpanContext(ROOT_CONTEXT, { ...remote, traceFlags: 0 }))
      .end();
    return meterProvider.lines;
  });
  expect(results[0]).toEqual(results[1]);
  expect(results[0]).toContain(
    'otel.sdk.span.live [["otel.span.sampling_result","RECORD_AND_SAMPLE"]] 1',
  );
});

test('live spans go down before processors hear of the end, and once', () => {
  const meterProvider = new AddingMeterProvider();
  const seen: string[][] = [];
  const processor: SpanProcessor = {
    onStart() {},
    onEnd: () => void seen.push(meterProvider.lines),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const provider = new TracerProvider({
    meterProvider,
    spanProcessors: [processor],
    exporter: new CollectingSink(),
  });
  provider.getTracer('t').startSpan('s').end();
  expect(seen[0]).toContain(
    'otel.sdk.span.live [["otel.span.sampling_result","RECORD_AND_SAMPLE"]] 0',
  );
  return provider.shutdown();
});
