import type {
  MetricReaderConfigModel,
  OtlpGrpcMetricExporterConfigModel,
  OtlpHttpMetricExporterConfigModel,
  PeriodicMetricReaderConfigModel,
  PullMetricReaderConfigModel,
  PushMetricExporterConfigModel,
} from '@opentelemetry/configuration';
import type { MetricReader } from '../configuration';
import {
  officialOtlpMetricExporter,
  prometheusReader,
  sdkMetrics,
} from '../metrics/official-metrics';
import { officialOptions } from '../otlp/official-options';
import { onlyEntry, unknown, warnOfUnused } from './entries';
import { checkedTimeout, grpcOptions, httpOptions, type MergeHeaders } from './exporter';
import { aggregationTypes } from './views';

const kPreferences = ['temporality_preference', 'default_histogram_aggregation'] as const;
const kBatchSize = 'max_export_batch_size/development';

/** Values of the official package's enumeration. */
const temporalities: Readonly<Record<string, number>> = { delta: 0, cumulative: 1, low_memory: 2 };

/**
 * Removes the metrics settings from `otlp_http` and `otlp_grpc`, so that the rest reads like the settings for traces.
 */
export function withoutPreferences<T extends object>(model: T | null | undefined): T {
  const entries = Object.entries(model ?? {});
  return Object.fromEntries(
    entries.filter(([name]) => !kPreferences.some((one) => one === name)),
  ) as T;
}

/** Interval between collections and timeout of an export, in milliseconds. */
export function periods(model: PeriodicMetricReaderConfigModel) {
  return {
    intervalMillis: model.interval ?? 60_000,
    timeoutMillis: checkedTimeout(model.timeout, 'periodic') ?? 30_000,
  };
}

/**
 * Warns of settings of a periodic reader that have no effect.
 * @throws for a producer: none is supported
 */
export function checkPeriodic(model: PeriodicMetricReaderConfigModel): void {
  warnOfUnused('periodic', model, ['exporter', 'producers', 'interval', 'timeout', kBatchSize]);
  checkProducers(model.producers);
}

/**
 * Creates the official reader that an entry of `readers` describes.
 * @throws for an unknown reader, or a package that is not installed
 */
export function configuredReader(
  choice: MetricReaderConfigModel,
  mergeHeaders: MergeHeaders,
): MetricReader {
  const [name, settings] = onlyEntry(choice, 'metric reader');
  if (name === 'pull') return pullReader(settings as PullMetricReaderConfigModel);
  if (name !== 'periodic') throw unknown('metric reader', name);
  const model = settings as PeriodicMetricReaderConfigModel;
  checkPeriodic(model);
  const { intervalMillis, timeoutMillis } = periods(model);
  const { PeriodicExportingMetricReader } = sdkMetrics('periodic');
  return new PeriodicExportingMetricReader({
    exporter: pushExporter(model.exporter, mergeHeaders),
    exportIntervalMillis: intervalMillis,
    exportTimeoutMillis: timeoutMillis,
    maxExportBatchSize: model[kBatchSize] ?? undefined,
  });
}

function pushExporter(choice: PushMetricExporterConfigModel, mergeHeaders: MergeHeaders): object {
  const [name, settings] = onlyEntry(choice, 'metric exporter');
  switch (name) {
    case 'otlp_http': {
      const model = settings as OtlpHttpMetricExporterConfigModel | null;
      const protocol = model?.encoding === 'json' ? 'http/json' : 'http/protobuf';
      const options = officialOptions(httpOptions(withoutPreferences(model), mergeHeaders));
      return officialOtlpMetricExporter(protocol, { ...options, ...preferences(model) });
    }
    case 'otlp_grpc': {
      const model = settings as OtlpGrpcMetricExporterConfigModel | null;
      const options = grpcOptions(withoutPreferences(model), mergeHeaders);
      return officialOtlpMetricExporter('grpc', { ...options, ...preferences(model) });
    }
    case 'console':
      warnOfUnused('console', settings as object | null, []);
      return new (sdkMetrics('console').ConsoleMetricExporter)();
    default:
      throw unknown('metric exporter', name);
  }
}

function preferences(
  model: OtlpHttpMetricExporterConfigModel | OtlpGrpcMetricExporterConfigModel | null,
): object {
  const temporality = model?.temporality_preference;
  const histogram = model?.default_histogram_aggregation;
  return {
    ...(temporality && { temporalityPreference: temporalities[temporality] }),
    ...(histogram && {
      aggregationPreference: (type: string) => ({
        type: aggregationTypes[type === 'HISTOGRAM' ? histogram : 'default'],
      }),
    }),
  };
}

function pullReader(model: PullMetricReaderConfigModel): MetricReader {
  warnOfUnused('pull', model, ['exporter', 'producers']);
  checkProducers(model.producers);
  const [name] = onlyEntry(model.exporter, 'pull metric exporter');
  if (name !== 'prometheus/development') throw unknown('pull metric exporter', name);
  const settings = model.exporter['prometheus/development'];
  const scope = 'scope_info_enabled';
  const target = 'target_info_enabled/development';
  warnOfUnused(name, settings, ['host', 'port', scope, target]);
  const hasScope = settings?.[scope];
  const hasTarget = settings?.[target];
  return prometheusReader({
    host: settings?.host ?? 'localhost',
    port: settings?.port ?? 9464,
    ...(hasScope != null && { withoutScopeInfo: !hasScope }),
    ...(hasTarget != null && { withoutTargetInfo: !hasTarget }),
  });
}

function checkProducers(producers: readonly object[] | undefined): void {
  for (const producer of producers ?? []) {
    throw unknown('metric producer', onlyEntry(producer, 'metric producer')[0]);
  }
}
