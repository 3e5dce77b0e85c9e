import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  TracerProvider,
  type BatchOptions,
  type SpanLimits,
  type SpoolOptions,
  type TracerProviderOptions,
} from '@otel-native/native-core';
import {
  MeterProvider,
  type AggregationOption,
  type MeterProviderOptions,
  type MetricExportOptions,
  type ViewOptions,
} from '@otel-native/native-core/metrics';
import {
  LoggerProvider,
  type LogRecordLimits,
  type LoggerProviderOptions,
} from '@otel-native/native-core/logs';
import { CollectingSink } from './support/collecting-sink';
import { revoked, throwing } from 'test-support/unreadable';
import { collectDiagnostics } from './support/diagnostics';

/** A wrong value for each option: the compiler asks for one when there is a new option. */
type Wrong<Options> = Record<keyof Required<Options>, unknown>;

const tracerProvider = {
  sampler: 'always_on',
  spanLimits: 7,
  resource: { team: 'a' },
  idGenerator: () => 'id',
  spanProcessors: [{}],
  meterProvider: true,
  exporter: 'otlp',
  batch: 7,
  exportOpenSpansAtExit: 'yes',
  spool: '/var/spool',
  onLoss: 'log',
} satisfies Wrong<TracerProviderOptions>;
const batch = {
  maxExportBatchSize: NaN,
  scheduledDelayMillis: 1e300,
  exportTimeoutMillis: '10s',
  maxQueueSize: -1,
  maxRequestBytes: 0,
  maxItemBytes: -1,
  maxQueueBytes: null,
  ringBytes: Infinity,
  exitTimeoutMillis: 2n,
} satisfies Wrong<BatchOptions>;
const spanLimits = {
  attributeCountLimit: 1e300,
  attributeValueLengthLimit: '5',
  eventCountLimit: -1,
  linkCountLimit: NaN,
  attributePerEventCountLimit: {},
  attributePerLinkCountLimit: true,
  attributeValueDepthLimit: -1,
  attributeValueNodeLimit: 'many',
  attributeValueByteLimit: 1e30,
} satisfies Wrong<SpanLimits>;
const spool = {
  directory: '',
  maxBytes: Infinity,
  maxTotalBytes: NaN,
  maxAgeMillis: '1d',
} satisfies Wrong<SpoolOptions>;

const meterProvider = {
  resource: 'service',
  views: {},
  exporter: {},
  export: [],
  attributeLimits: 1,
  exemplarFilter: true,
  onLoss: {},
} satisfies Wrong<MeterProviderOptions>;
const metricExport = {
  intervalMillis: 1e300,
  timeoutMillis: 0,
  temporalityPreference: 1,
  defaultHistogramAggregation: 'buckets',
  cardinalityLimit: Infinity,
  maxRequestBytes: '4MiB',
  maxQueueBytes: NaN,
  exitTimeoutMillis: -1,
} satisfies Wrong<MetricExportOptions>;
const view = {
  instrumentName: 1,
  instrumentType: 2,
  instrumentUnit: {},
  meterName: [],
  meterVersion: 1,
  meterSchemaUrl: 1,
  name: 5,
  description: 5,
  attributesProcessors: [(attributes: unknown) => attributes],
  aggregation: 'drop',
  aggregationCardinalityLimit: 1.5,
} satisfies Wrong<ViewOptions>;
const histogram = {
  recordMinMax: 'no',
  boundaries: { 0: 1 },
  maxSize: 1e9,
} satisfies Wrong<NonNullable<AggregationOption['options']>>;

const loggerProvider = {
  resource: 'service',
  logRecordLimits: 7,
  processors: [{}],
  loggerConfigurator: {},
  meterProvider: true,
  exporter: 'otlp',
  batch: 7,
  spool: '/var/spool',
  onLoss: 'log',
} satisfies Wrong<LoggerProviderOptions>;
const logRecordLimits = {
  attributeCountLimit: 1e300,
  attributeValueLengthLimit: '5',
  attributeValueDepthLimit: -1,
  attributeValueNodeLimit: 'many',
  attributeValueByteLimit: 1e30,
} satisfies Wrong<LogRecordLimits>;

const directory = mkdtempSync(join(tmpdir(), 'otel-native-options-'));
afterAll(() => rmSync(directory, { recursive: true }));

const exporter = new CollectingSink();
const makeTracerProvider = (options: object) =>
  new TracerProvider({ exporter, ...options } as TracerProviderOptions);
const makeMeterProvider = (options: object) =>
  new MeterProvider({ exporter, ...options } as MeterProviderOptions);
const makeLoggerProvider = (options: object) =>
  new LoggerProvider({ exporter, ...options } as LoggerProviderOptions);
const makeView = (options: object) =>
  makeMeterProvider({ views: [{ instrumentName: 'a', ...options }] });

const groups: [string, Record<string, unknown>, (options: object) => unknown][] = [
  ['', tracerProvider, makeTracerProvider],
  ['batch.', batch, (options) => makeTracerProvider({ batch: options })],
  ['spanLimits.', spanLimits, (options) => makeTracerProvider({ spanLimits: options })],
  ['spool.', spool, (options) => makeTracerProvider({ spool: { directory, ...options } })],
  ['', meterProvider, makeMeterProvider],
  ['export.', metricExport, (options) => makeMeterProvider({ export: options })],
  [
    'attributeLimits.',
    { attributeValueDepthLimit: -1, attributeValueNodeLimit: '1', attributeValueByteLimit: NaN },
    (options) => makeMeterProvider({ attributeLimits: options }),
  ],
  ['views[0].', view, makeView],
  [
    'views[0].aggregation.',
    { options: 5 },
    (options) => makeView({ aggregation: { type: 5, ...options } }),
  ],
  [
    'views[0].aggregation.options.',
    { recordMinMax: 'no' },
    (options) => makeView({ aggregation: { type: 5, options } }),
  ],
  ['', loggerProvider, makeLoggerProvider],
  ['batch.', batch, (options) => makeLoggerProvider({ batch: options })],
  ['spool.', spool, (options) => makeLoggerProvider({ spool: { directory, ...options } })],
  [
    'logRecordLimits.',
    logRecordLimits,
    (options) => makeLoggerProvider({ logRecordLimits: options }),
  ],
];

describe.each(groups)('%s', (prefix, wrong, make) => {
  test.each(Object.entries(wrong))('%s: %p is an error', (name, value) => {
    expect(() => make({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringContaining(`${prefix}${name} is `),
      }),
    );
  });

  test('a name that is not known is a warning, with the one that was meant', async () => {
    const log = collectDiagnostics();
    const name = Object.keys(wrong)[0]!;
    const made = make({ [`${name}s`]: 1, unheard_of: 1 }) as { shutdown(): Promise<void> };
    await made.shutdown();
    expect(log.filter((line) => line.includes('unknown option'))).toEqual([
      `warn: unknown option ${prefix}${name}s: did you mean ${prefix}${name}?`,
      `warn: unknown option ${prefix}unheard_of: it has no effect`,
    ]);
  });
});

test.each(Object.entries(histogram))('aggregation.options.%s: %p is an error', (name, value) => {
  const type = name === 'boundaries' ? 4 : 5;
  const make = () => makeView({ aggregation: { type, options: { [name]: value } } });
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
  expect(make).toThrow(name);
});

test.each<[string, () => unknown]>([
  ['a revoked proxy', () => new TracerProvider(revoked())],
  ['a revoked proxy in the options', () => makeTracerProvider({ batch: revoked() })],
  ['a getter that throws', () => new TracerProvider(throwing('batch'))],
  [
    'a getter that throws in the options',
    () => makeTracerProvider({ batch: throwing('ringBytes') }),
  ],
  ['a revoked sampler', () => makeTracerProvider({ sampler: revoked() })],
  ['a revoked exporter', () => makeTracerProvider({ exporter: revoked() })],
  ['a revoked proxy for metrics', () => new MeterProvider(revoked())],
  ['a revoked proxy for logs', () => new LoggerProvider(revoked())],
  ['a revoked view', () => makeMeterProvider({ views: [revoked()] })],
  ['a getter of a view that throws', () => makeMeterProvider({ views: [throwing('name')] })],
])('%s is an error with a code', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
});

test('options are read once', async () => {
  let reads = 0;
  const options = {
    get sampler() {
      reads++;
      return undefined;
    },
  };
  await new TracerProvider(options as never).shutdown();
  expect(reads).toBe(1);
});
