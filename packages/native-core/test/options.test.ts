import { TracerProvider, type BatchOptions } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { endSpans, expectNames, makeProvider } from './support/pipelines';

describe('invalid options', () => {
  const bad: [string, unknown][] = [
    ['batch.maxExportBatchSize', 0],
    ['batch.maxExportBatchSize', -1],
    ['batch.maxExportBatchSize', NaN],
    ['batch.maxExportBatchSize', '512'],
    ['batch.maxExportBatchSize', null],
    ['batch.scheduledDelayMillis', 0],
    ['batch.exportTimeoutMillis', -5],
    ['batch.maxQueueSize', 0],
    ['batch.maxQueueBytes', -1],
    ['batch.maxRequestBytes', {}],
    ['batch.exitTimeoutMillis', 0],
    ['batch.maxQueueSize', 1e300],
    ['batch.exportTimeoutMillis', 1e300],
    ['batch.ringBytes', 0],
    ['batch.ringBytes', 2048],
    ['batch.ringBytes', 5000],
    ['batch.ringBytes', 4096.5],
    ['batch.ringBytes', 2 ** 31],
    ['batch.ringBytes', Infinity],
    ['spanLimits.attributeCountLimit', -1],
    ['spanLimits.attributeValueLengthLimit', NaN],
    ['spanLimits.eventCountLimit', '5'],
    ['spanLimits.linkCountLimit', {}],
    ['spanLimits.attributeCountLimit', 1e300],
    ['spanLimits.attributePerEventCountLimit', -0.5],
    ['spanLimits.attributePerLinkCountLimit', true],
  ];

  test('an exporter for another version of the ABI', () => {
    const exporter = { name: 'old', nativeHandle: {}, shutdown: () => Promise.resolve() };
    expect(() => new TracerProvider({ exporter })).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringContaining('update its package and native-core together') as string,
      }),
    );
  });

  test.each(bad)('%s: %p', (path, value) => {
    const [group, name] = path.split('.') as [string, string];
    const options = { exporter: new CollectingSink(), [group]: { [name]: value } };
    expect(() => new TracerProvider(options)).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringMatching(`^${path} is .+: expected a`),
      }),
    );
  });

  test.each<[string, BatchOptions]>([
    ['fractions', { maxExportBatchSize: 1.5, scheduledDelayMillis: 0.5, maxQueueSize: 10.5 }],
    [
      'no limit at all',
      {
        maxExportBatchSize: Infinity,
        scheduledDelayMillis: Infinity,
        exportTimeoutMillis: Infinity,
        maxQueueSize: Infinity,
        maxQueueBytes: Infinity,
        exitTimeoutMillis: Infinity,
      },
    ],
    ['tiny numbers', { maxExportBatchSize: 1, maxRequestBytes: 1, scheduledDelayMillis: 1e-9 }],
    [
      'undefined',
      { maxExportBatchSize: undefined, ringBytes: undefined } as unknown as BatchOptions,
    ],
  ])('%s are valid', async (_, batch) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, batch);
    endSpans(provider, 5);
    await provider.forceFlush();
    expectNames(sink, 5);
  });
});
