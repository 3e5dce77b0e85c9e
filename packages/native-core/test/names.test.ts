import { TracerProvider } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';

// Names come from applications: what is no text must not throw into them.

const hostile = {
  toString() {
    throw new Error('hostile');
  },
};

test.each<[string, unknown]>([
  ['a symbol', Symbol('s')],
  ['a number', 5],
  ['null', null],
  ['nothing', undefined],
  ['an object that throws', hostile],
  ['a Proxy that throws', new Proxy({}, { get: hostile.toString })],
])('%s as the name of everything', async (_, name) => {
  collectDiagnostics();
  const bad = name as string;
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter });
  provider.getTracer(bad, bad, { schemaUrl: bad }).startSpan('s').end();
  await provider.shutdown();
  expect(exporter.itemCount).toBe(1);

  const metrics = new MeterProvider({ exporter: new CollectingSink() });
  const meter = metrics.getMeter(bad, bad, { schemaUrl: bad });
  const options = { description: bad, unit: bad };
  meter.createCounter(bad, options).add(1);
  meter.createUpDownCounter(bad, options).add(1);
  meter.createGauge(bad, options).record(1);
  meter.createHistogram(bad, options).record(1);
  meter.createObservableGauge(bad, options).addCallback((result) => result.observe(1));
  meter.createObservableCounter(bad, options).addCallback((result) => result.observe(1));
  meter.createObservableUpDownCounter(bad, options).addCallback((result) => result.observe(1));
  await metrics.forceFlush();
  expect(metrics.stats()).toMatchObject({ exported: 7 });
  await metrics.shutdown();
});

test('a meter without a schema URL is the one with an empty one', () => {
  const provider = new MeterProvider({ exporter: new CollectingSink() });
  expect(provider.getMeter('x', '1')).toBe(provider.getMeter('x', '1', { schemaUrl: '' }));
  expect(provider.getMeter('x', '1')).not.toBe(provider.getMeter('x', '1', { schemaUrl: 'u' }));
});

test('what is no text, context or options does not throw into the application', () => {
  const provider = new TracerProvider();
  const tracer = provider.getTracer('test');
  const anything = null as never;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const name of [Symbol('name'), proxy]) {
    const span = tracer.startSpan('span', anything, anything);
    span.updateName(name as never);
    span.end();
    expect(() => span.end()).not.toThrow();
  }
  const meter = new MeterProvider().getMeter('test');
  expect(() => meter.addBatchObservableCallback(() => undefined, anything)).not.toThrow();
});
