import { getStringFromEnv } from '@opentelemetry/core';
import type { LossListener, NativeExporter, OtlpSink, Resource } from '@otel-native/api-bridge';
import { invalidOption, kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { ExemplarFilter } from '../aggregation/exemplar-filter';
import type { NativePipelineOptions } from '../../binding/addon';
import { numbersFromEnvironment, warnOfInvalid } from '../../pipeline/environment-numbers';
import { exporterKind, requestBytesKind, resourceKind } from '../../pipeline/option-kinds';
import {
  resolveValueLimits,
  valueLimitKinds,
  type AttributeValueLimits,
} from '../../record/value-limits';
import type { ViewOptions } from './view';

/** Options of a `MeterProvider`. A wrong one throws `ERR_OTEL_NATIVE_INVALID_OPTION`. */
export interface MeterProviderOptions {
  /** Default: `defaultResource()` of `@opentelemetry/resources`. */
  resource?: Resource;
  /** Change how instruments are aggregated and named. Default: none; each kind of instrument has its default aggregation. */
  views?: ViewOptions[];
  /** Exports the metrics. Default: none; the native addon is then not loaded. */
  exporter?: NativeExporter | OtlpSink;
  /** When and how metrics are collected and exported. Default: as `OTEL_METRIC_EXPORT_*` say, else every 60 seconds. */
  export?: MetricExportOptions;
  /**
   * Default: `OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT`, `OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT` and
   * `OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT`, else 64 levels, 262,144 elements and 15 MiB.
   */
  attributeLimits?: AttributeValueLimits;
  /** Default: `OTEL_METRICS_EXEMPLAR_FILTER` or `trace_based`. */
  exemplarFilter?: ExemplarFilter;
  /** Called for each loss, with signal, cause, count and message. Default: none; the first loss of each cause is logged. */
  onLoss?: LossListener;
}

/** When and how metrics are collected and exported. */
export interface MetricExportOptions {
  /** Time between two collections, in milliseconds. Default: `OTEL_METRIC_EXPORT_INTERVAL` or 60,000. */
  intervalMillis?: number;
  /**
   * Longest export attempt, and longest wait for asynchronous callbacks, in milliseconds; at most the interval. Default:
   * `OTEL_METRIC_EXPORT_TIMEOUT` or 30,000.
   */
  timeoutMillis?: number;
  /** Default: `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` or `cumulative`. */
  temporalityPreference?: 'cumulative' | 'delta' | 'lowmemory';
  /** Default: `OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION` or `explicit_bucket_histogram`. */
  defaultHistogramAggregation?: 'explicit_bucket_histogram' | 'base2_exponential_bucket_histogram';
  /** Limit of series of one metric, including the overflow series. Default: 2,000. */
  cardinalityLimit?: number;
  /**
   * Largest request in bytes, before compression; a collection that is larger becomes several. At most 64 MiB, and an
   * eighth of `maxQueueBytes`. Default: `OTEL_NATIVE_MAX_REQUEST_BYTES` or 4 MiB.
   */
  maxRequestBytes?: number;
  /** Bytes that may wait for the exporter. Beyond them, the newest data points are dropped and counted. Default: 64 MiB. */
  maxQueueBytes?: number;
  /**
   * Longest time that the exit of the process waits for a last export, in milliseconds. Default: `OTEL_NATIVE_EXIT_TIMEOUT`
   * or 2,000.
   */
  exitTimeoutMillis?: number;
}

const kMiB = 1_048_576;

const defaults: Required<MetricExportOptions> = {
  intervalMillis: 60_000,
  timeoutMillis: 30_000,
  temporalityPreference: 'cumulative',
  defaultHistogramAggregation: 'explicit_bucket_histogram',
  cardinalityLimit: 2_000,
  maxRequestBytes: 4 * kMiB,
  maxQueueBytes: 64 * kMiB,
  exitTimeoutMillis: 2_000,
};

const numberVariables = {
  intervalMillis: 'OTEL_METRIC_EXPORT_INTERVAL',
  timeoutMillis: 'OTEL_METRIC_EXPORT_TIMEOUT',
  exitTimeoutMillis: 'OTEL_NATIVE_EXIT_TIMEOUT',
  maxRequestBytes: 'OTEL_NATIVE_MAX_REQUEST_BYTES',
} as const satisfies Partial<Record<keyof MetricExportOptions, string>>;

const limitVariables = {
  attributeValueDepthLimit: 'OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT',
  attributeValueNodeLimit: 'OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT',
  attributeValueByteLimit: 'OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT',
} as const satisfies Record<keyof AttributeValueLimits, string>;

const temporalities = ['cumulative', 'delta', 'lowmemory'] as const;
const histograms = ['explicit_bucket_histogram', 'base2_exponential_bucket_histogram'] as const;
const exemplarFilters = ['always_on', 'always_off', 'trace_based'] as const;

const limit = kinds.number({ above: 0, isInfinite: true });

const exportKinds = {
  intervalMillis: limit,
  timeoutMillis: limit,
  temporalityPreference: kinds.oneOf(temporalities),
  defaultHistogramAggregation: kinds.oneOf(histograms),
  cardinalityLimit: kinds.number({ from: 0, isWhole: true }),
  maxRequestBytes: requestBytesKind,
  maxQueueBytes: limit,
  exitTimeoutMillis: limit,
} as const satisfies OptionTable<MetricExportOptions>;

/** Rejects `readers`, an option of `@opentelemetry/sdk-metrics`: to ignore it would silently export nothing. */
const noReaders: OptionKind = {
  expected:
    'none, as this provider has none. Give an exporter, and export: { intervalMillis }, or use the MeterProvider of @opentelemetry/sdk-metrics',
  accepts: (value) => Array.isArray(value) && value.length === 0,
};

const providerKinds = {
  resource: resourceKind,
  views: kinds.list(),
  exporter: exporterKind,
  export: kinds.nested(exportKinds),
  attributeLimits: kinds.nested(valueLimitKinds),
  exemplarFilter: kinds.oneOf(exemplarFilters),
  onLoss: kinds.hook,
  readers: noReaders,
} as const satisfies OptionTable<MeterProviderOptions & { readers?: unknown }>;

/**
 * Reads the options that the environment sets. An invalid value is ignored with a warning, as
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ asks.
 */
export function metricOptionsFromEnvironment(): Pick<
  MeterProviderOptions,
  'export' | 'exemplarFilter' | 'attributeLimits'
> {
  const settings: MetricExportOptions = numbersFromEnvironment(numberVariables, exportKinds);
  const temporality = choice('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', temporalities);
  if (temporality !== undefined) settings.temporalityPreference = temporality;
  const histogram = choice('OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION', histograms);
  if (histogram !== undefined) settings.defaultHistogramAggregation = histogram;
  const exemplarFilter = choice('OTEL_METRICS_EXEMPLAR_FILTER', exemplarFilters);
  const attributeLimits = numbersFromEnvironment(limitVariables, valueLimitKinds);
  return {
    export: settings,
    ...(Object.keys(attributeLimits).length > 0 && { attributeLimits }),
    ...(exemplarFilter !== undefined && { exemplarFilter }),
  };
}

/** Returns the value of a variable in lower case if it is one of `values`. */
function choice<T extends string>(variable: string, values: readonly T[]): T | undefined {
  const text = getStringFromEnv(variable)?.trim().toLowerCase();
  if (text === undefined || text === '') return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) warnOfInvalid(variable, text, `one of ${values.join(', ')}`);
  return value;
}

/** Options with the environment and the defaults filled in. */
export interface ResolvedMeterOptions {
  readonly export: Required<MetricExportOptions>;
  readonly exemplarFilter: ExemplarFilter;
  readonly attributeLimits: Required<AttributeValueLimits>;
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an unknown or invalid option */
export function readMeterOptions(options: MeterProviderOptions): MeterProviderOptions {
  return readOptions<MeterProviderOptions>(options, providerKinds);
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for options that contradict each other */
export function resolveMeterOptions(options: MeterProviderOptions): ResolvedMeterOptions {
  const environment = metricOptionsFromEnvironment();
  const given = options.export ?? {};
  const resolved = { ...defaults, ...environment.export, ...given };
  return {
    export: withTimeoutInInterval(resolved, given),
    exemplarFilter: options.exemplarFilter ?? environment.exemplarFilter ?? 'trace_based',
    attributeLimits: resolveValueLimits({
      ...environment.attributeLimits,
      ...options.attributeLimits,
    }),
  };
}

/** As upstream: throws when the code sets both and they contradict, else shortens the timeout to the interval. */
function withTimeoutInInterval(
  resolved: Required<MetricExportOptions>,
  given: MetricExportOptions,
): Required<MetricExportOptions> {
  const { intervalMillis, timeoutMillis } = resolved;
  if (timeoutMillis <= intervalMillis) return resolved;
  if (given.intervalMillis !== undefined && given.timeoutMillis !== undefined) {
    throw invalidOption(
      'export.timeoutMillis',
      timeoutMillis,
      `at most intervalMillis, ${intervalMillis}`,
    );
  }
  return { ...resolved, timeoutMillis: intervalMillis };
}

/** Converts the options to those of the native pipeline. */
export function nativeOptions(options: Required<MetricExportOptions>): NativePipelineOptions {
  return {
    maxExportBatchSize: Infinity,
    maxRequestBytes: options.maxRequestBytes,
    maxItemBytes: 0,
    maxQueueBytes: options.maxQueueBytes,
    maxQueueSize: Infinity,
    scheduledDelayMillis: options.intervalMillis,
    exportTimeoutMillis: options.timeoutMillis,
    exitTimeoutMillis: options.exitTimeoutMillis,
  };
}
