import { logs, metrics, trace, type Attributes, type LogRecord } from '@opentelemetry/api';
import { bindInstrument, instrumentationScope } from '@otel-native/api-bridge';
import { registerOfficialSdk, tree, unregisterAll } from './official-sdk';
import { InMemoryMeter } from './in-memory-meter';

beforeEach(unregisterAll);
afterAll(unregisterAll);

describe('without an SDK', () => {
  test('everything can be called, and nothing is printed', async () => {
    const output = [
      jest.spyOn(process.stdout, 'write').mockReturnValue(true),
      jest.spyOn(process.stderr, 'write').mockReturnValue(true),
    ];
    const { tracer, meter, logger, span } = instrumentationScope('library');
    tracer.startSpan('a').end();
    expect(tracer.startActiveSpan('b', (active) => active.isRecording())).toBe(false);
    meter.createCounter('c').add(1);
    meter.createObservableGauge('d').addCallback(() => undefined);
    logger.emit({ body: 'e' });
    expect(logger.enabled()).toBe(false);
    expect(span('f', (active) => active.isRecording())).toBe(false);
    expect(await span('g', async () => 1)).toBe(1);
    const calls = output.flatMap((stream) => stream.mock.calls);
    output.forEach((stream) => stream.mockRestore());
    expect(calls).toEqual([]);
  });
});

describe('an SDK that is registered after the scope was made', () => {
  test('gets the spans of the tracer and of span()', () => {
    const { tracer, span } = instrumentationScope('library', '1.0.0', {
      schemaUrl: 'https://example.com/1',
    });
    span('before', () => undefined);
    tracer.startSpan('before too').end();
    const ended = registerOfficialSdk();
    span('outer', () => tracer.startActiveSpan('inner', {}, (inner) => inner.end()));
    expect(tree(ended())).toBe('outer\n  inner');
    expect(ended()[0]!.instrumentationScope).toEqual({
      name: 'library',
      version: '1.0.0',
      schemaUrl: 'https://example.com/1',
    });
  });

  test('gets what instruments made before record', () => {
    const { meter } = instrumentationScope('library', '1.0.0', {
      schemaUrl: 'https://example.com/1',
    });
    const counter = meter.createCounter('requests', { unit: '{request}' });
    const histogram = meter.createHistogram('duration');
    const gauge = meter.createGauge('level');
    const upDown = meter.createUpDownCounter('active');
    counter.add(1);
    const sdk = new InMemoryMeter();
    metrics.setGlobalMeterProvider(sdk);
    counter.add(2, { route: '/' });
    histogram.record(3);
    gauge.record(4);
    upDown.add(-1);
    expect(sdk.lines).toEqual([
      'meter library 1.0.0 https://example.com/1',
      'Counter requests {request}',
      'requests 2 {"route":"/"}',
      'Histogram duration',
      'duration 3',
      'Gauge level',
      'level 4',
      'UpDownCounter active',
      'active -1',
    ]);
  });

  test('gets what bound instruments record, also those bound before', () => {
    const { meter } = instrumentationScope('library');
    const attributes: Attributes = { route: '/' };
    const counter = bindInstrument(meter.createCounter('requests'), attributes);
    const histogram = bindInstrument(meter.createHistogram('duration'));
    attributes.route = 'changed';
    counter.add(1);
    const sdk = new InMemoryMeter();
    metrics.setGlobalMeterProvider(sdk);
    counter.add(2);
    histogram.record(3);
    expect(sdk.lines).toEqual([
      'meter library',
      'Counter requests',
      'requests 2 {"route":"/"}',
      'Histogram duration',
      'duration 3 {}',
    ]);
  });

  test('calls back observable instruments from the next use of the scope on', () => {
    const { meter, span } = instrumentationScope('library');
    const queue = meter.createObservableGauge('queue');
    const removed = () => {
      throw new Error('was removed');
    };
    queue.addCallback(removed);
    queue.addCallback((result) => result.observe(5));
    queue.removeCallback(removed);
    const hits = meter.createObservableCounter('hits');
    const misses = meter.createObservableUpDownCounter('misses');
    meter.addBatchObservableCallback(
      (result) => {
        result.observe(hits, 1);
        result.observe(misses, 2, { cold: true });
      },
      [hits, misses],
    );
    const removedBatch = () => {
      throw new Error('was removed');
    };
    meter.addBatchObservableCallback(removedBatch, [hits]);
    const sdk = new InMemoryMeter();
    metrics.setGlobalMeterProvider(sdk);
    span('any use', () => undefined);
    meter.removeBatchObservableCallback(removedBatch, [hits]);
    sdk.lines.length = 0;
    sdk.collect();
    expect(sdk.lines).toEqual(['queue 5', 'hits 1', 'misses 2 {"cold":true}']);
  });

  test('gets the log records', () => {
    const { logger } = instrumentationScope('library', '1.0.0');
    const records: LogRecord[] = [];
    const names: unknown[] = [];
    logger.emit({ body: 'before' });
    logs.setGlobalLoggerProvider({
      getLogger: (...args) => {
        names.push(args);
        return { emit: (record) => records.push(record), enabled: () => true };
      },
    });
    logger.emit({ body: 'after' });
    logger.emit({ body: 'again' });
    expect(logger.enabled({ eventName: 'x' })).toBe(true);
    expect(records).toEqual([{ body: 'after' }, { body: 'again' }]);
    expect(names).toEqual([['library', '1.0.0', undefined]]);
  });
});

test('a scope follows from one SDK to the next', () => {
  const { span } = instrumentationScope('library');
  const first = registerOfficialSdk();
  span('one', () => undefined);
  unregisterAll();
  span('none', () => undefined);
  const second = registerOfficialSdk();
  span('two', () => undefined);
  expect([tree(first()), tree(second())]).toEqual(['one', 'two']);
});

test('an SDK that another copy of the API registered is found', async () => {
  const { tracer, span } = instrumentationScope('library');
  span('before', () => undefined);
  await jest.isolateModulesAsync(async () => {
    const other = await import('@opentelemetry/api');
    expect(other.trace).not.toBe(trace);
    const started: string[] = [];
    other.trace.setGlobalTracerProvider({
      getTracer: () => ({
        startSpan: (name: string) => {
          started.push(name);
          return other.trace.wrapSpanContext(other.INVALID_SPAN_CONTEXT);
        },
        startActiveSpan: () => undefined as never,
      }),
    });
    span('through span()', () => undefined);
    tracer.startSpan('through tracer');
    expect(started).toEqual(['through span()', 'through tracer']);
    other.trace.disable();
  });
});
