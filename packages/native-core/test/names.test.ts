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
  ['an array of holes', new Array(2 ** 32 - 1)],
  ['a number of a million digits', 2n ** 4_000_000n],
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

/** Its text would have more characters than any string can. */
const holes = () => new Array<never>(2 ** 32 - 1);

test('what is no text is not made one: that may take any time', async () => {
  collectDiagnostics();
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter });
  const bad = holes() as never;
  const linked = { traceId: bad, spanId: bad, traceFlags: 1 };
  const span = provider.getTracer('test').startSpan(bad, { links: [{ context: linked }] });
  span.setAttribute(bad, 1).setAttribute('array', bad).setAttributes(bad);
  span.addEvent(bad, bad).addEvent('event', { array: bad }, bad);
  span.addLinks(bad).recordException(bad);
  span.recordException({ code: bad, message: bad } as never);
  span.setStatus({ code: bad, message: bad }).updateName(bad);
  span.end(bad);
  await provider.forceFlush();
  const [found] = exporter.spans();
  expect(found).toMatchObject({ name: '(object)' });
  await provider.shutdown();

  const metrics = new MeterProvider({ exporter: new CollectingSink() });
  const meter = metrics.getMeter('test');
  meter.createHistogram('h', { advice: { explicitBucketBoundaries: bad } }).record(1, bad);
  meter.createCounter('c').add(bad, { key: bad });
  meter.addBatchObservableCallback(() => undefined, bad);
  await metrics.shutdown();
});

test('names of other primitives are their texts', async () => {
  collectDiagnostics();
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter });
  for (const name of [5, true, 7n, null, Symbol('s')])
    provider
      .getTracer('test')
      .startSpan(name as never)
      .end();
  await provider.shutdown();
  expect(exporter.spans().map(({ name }) => name)).toEqual(['5', 'true', '7', 'null', 'Symbol(s)']);
});

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy as never;
};
const throwing = (...names: string[]) =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { get: hostile.toString }])),
  ) as never;

test.each<[string, () => never]>([
  ['a revoked proxy', revoked],
  [
    'a getter that throws',
    () =>
      throwing('schemaUrl', 'root', 'kind', 'links', 'attributes', 'description', 'unit', 'advice'),
  ],
])('%s as the options of everything', async (_, options) => {
  const log = collectDiagnostics();
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter });
  const tracer = provider.getTracer('test', '1', options());
  tracer.startSpan('plain', options()).end();
  tracer.startSpan('context', {}, options()).end();
  const result = tracer.startActiveSpan('active', options(), options(), (span) => {
    span.end();
    return 'result';
  });
  expect(result).toBe('result');
  await provider.shutdown();
  expect(exporter.spans().map(({ name }) => name)).toEqual(['plain', 'context', 'active']);
  expect(log.filter((line) => line.includes('A span could not be started'))).not.toEqual([]);

  const metrics = new MeterProvider({ exporter: new CollectingSink() });
  const meter = metrics.getMeter('test', '1', options());
  meter.createCounter('a', options()).add(1);
  meter.createUpDownCounter('b', options()).add(1);
  meter.createGauge('c', options()).record(1);
  meter.createHistogram('d', options()).record(1);
  meter.createHistogram('e', { advice: options() }).record(1);
  meter.createHistogram('f', { advice: { explicitBucketBoundaries: options() } }).record(1);
  meter.createObservableGauge('g', options()).addCallback((observed) => observed.observe(1));
  meter.createObservableCounter('h', options()).addCallback((observed) => observed.observe(1));
  meter
    .createObservableUpDownCounter('i', options())
    .addCallback((observed) => observed.observe(1));
  meter.addBatchObservableCallback(() => undefined, options());
  await metrics.forceFlush();
  expect(metrics.stats()).toMatchObject({ exported: 9 });
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
