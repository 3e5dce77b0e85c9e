import type {
  ConfigurationModel,
  MeterProviderConfigModel,
  OtlpHttpMetricExporterConfigModel,
  PeriodicMetricReaderConfigModel,
} from '@opentelemetry/configuration';
import { diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { MetricExportOptions } from '@otel-native/native-core/metrics';
import { loadNativeMetrics } from '../lazy-parts.cjs';
import type { Metering } from '../metrics/meter-provider';
import { nativeMetricSender } from '../metrics/native-metric-sender';
import { officialMeterProvider, sdkMetrics } from '../metrics/official-metrics';
import type { OtlpSender } from '../otlp/otlp-sender';
import { warnOfUnused } from './entries';
import { httpOptions, type MergeHeaders } from './exporter';
import { checkPeriodic, configuredReader, periods, withoutPreferences } from './metric-reader';
import { configuredView } from './views';

/** A periodic reader that native threads can take over. */
interface NativeReader {
  periodic: PeriodicMetricReaderConfigModel;
  http: OtlpHttpMetricExporterConfigModel | null | undefined;
  sender: OtlpSender;
}

/**
 * Creates the meter provider that `meter_provider` describes: the native one if its only reader sends protobuf over
 * HTTP, else the official one. Returns undefined without `meter_provider`.
 * @throws for unknown or unsupported settings, and for packages that are not installed
 */
export function configuredMetering(
  model: ConfigurationModel,
  resource: Resource,
  mergeHeaders: MergeHeaders,
): Metering | undefined {
  const meter = model.meter_provider;
  if (!meter) return undefined;
  warnOfUnused('meter_provider', meter, ['readers', 'views', 'exemplar_filter']);
  const reader = nativeReader(meter, mergeHeaders);
  if (reader !== undefined) return nativeMetering(meter, reader, resource);
  if (meter.exemplar_filter !== undefined) {
    diag.warn('exemplar_filter has no effect: the official meter provider has no exemplars');
  }
  const packages = sdkMetrics('meter_provider');
  const views = meter.views?.map((view) => configuredView(view, packages));
  const readers = meter.readers.map((choice) => configuredReader(choice, mergeHeaders));
  return { provider: officialMeterProvider(readers, resource, views), needsEventLoop: true };
}

function nativeReader(
  { readers }: MeterProviderConfigModel,
  mergeHeaders: MergeHeaders,
): NativeReader | undefined {
  const periodic = readers.length === 1 ? readers[0]!.periodic : undefined;
  if (!periodic || periodic['max_export_batch_size/development'] != null) return undefined;
  const { exporter } = periodic;
  if (Object.keys(exporter).join() !== 'otlp_http') return undefined;
  const http = exporter.otlp_http;
  if ((http?.encoding ?? 'protobuf') !== 'protobuf') return undefined;
  const sender = nativeMetricSender(httpOptions(withoutPreferences(http), mergeHeaders));
  return sender && { periodic, http, sender };
}

function nativeMetering(
  meter: MeterProviderConfigModel,
  { periodic, http, sender }: NativeReader,
  resource: Resource,
): Metering {
  checkPeriodic(periodic);
  const native = loadNativeMetrics();
  const provider = new native.MeterProvider({
    resource,
    views: meter.views?.map((view) => configuredView(view, native)) ?? [],
    exporter: sender.make(),
    exemplarFilter: meter.exemplar_filter ?? 'trace_based',
    export: { ...periods(periodic), ...preferences(http) },
  });
  const { needsEventLoop, destination } = sender;
  return { provider, needsEventLoop, destination };
}

function preferences(http: OtlpHttpMetricExporterConfigModel | null | undefined) {
  const temporality = http?.temporality_preference;
  const histogram = http?.default_histogram_aggregation;
  const options: MetricExportOptions = {};
  if (temporality) {
    options.temporalityPreference = temporality === 'low_memory' ? 'lowmemory' : temporality;
  }
  if (histogram) options.defaultHistogramAggregation = histogram;
  return options;
}
