import type { Resource } from '@opentelemetry/resources';
import { getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import type { AttributesProcessor, MeterProviderOptions } from '@otel-native/native-core/metrics';
import type { MetricReader } from '../configuration';
import type { MetricExporterName } from '../env/metric-exporters';
import { loadOptional } from '../optional-package';
import { required, type OtlpProtocol } from '../traces/official-packages';
import type { SdkMeterProvider } from './meter-provider';

const kSdkMetrics = '@opentelemetry/sdk-metrics';
const kPrometheus = '@opentelemetry/exporter-prometheus';
const kOtlpExporters: Readonly<Record<OtlpProtocol, string>> = {
  'http/protobuf': '@opentelemetry/exporter-metrics-otlp-proto',
  'http/json': '@opentelemetry/exporter-metrics-otlp-http',
  grpc: '@opentelemetry/exporter-metrics-otlp-grpc',
};

interface SdkMetrics {
  MeterProvider: new (options: object) => SdkMeterProvider;
  PeriodicExportingMetricReader: new (options: object) => MetricReader;
  ConsoleMetricExporter: new () => object;
  createAllowListAttributesProcessor(names: string[]): AttributesProcessor;
  createDenyListAttributesProcessor(names: string[]): AttributesProcessor;
}

/**
 * A meter provider of the official SDK, for readers that are JavaScript.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` where it is not installed
 */
export function officialMeterProvider(
  readers: MetricReader[],
  resource: Resource,
  views: MeterProviderOptions['views'] = [],
): SdkMeterProvider {
  const { MeterProvider } = sdkMetrics('metricReaders');
  return new MeterProvider({ resource, views, readers });
}

/**
 * The official reader for what a name stands for, configured by the environment.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` where its package is not installed
 */
export function officialReader(name: MetricExporterName, protocol: OtlpProtocol): MetricReader {
  if (name === 'prometheus') {
    return prometheusReader({
      host: getStringFromEnv('OTEL_EXPORTER_PROMETHEUS_HOST'),
      port: getNumberFromEnv('OTEL_EXPORTER_PROMETHEUS_PORT'),
    });
  }
  const { PeriodicExportingMetricReader, ConsoleMetricExporter } = sdkMetrics(
    `the exporter "${name}"`,
  );
  if (name === 'console')
    return new PeriodicExportingMetricReader({ exporter: new ConsoleMetricExporter() });
  const exporter = officialOtlpMetricExporter(protocol);
  return new PeriodicExportingMetricReader({ exporter, ...periods() });
}

/**
 * An official OTLP exporter, configured by the environment where the options say nothing.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` where it is not installed
 */
export function officialOtlpMetricExporter(protocol: OtlpProtocol, options: object = {}): object {
  const needed = kOtlpExporters[protocol];
  const { OTLPMetricExporter } = required(
    loadOptional<{ OTLPMetricExporter: new (options: object) => object }>(needed),
    `OTLP metrics over ${protocol}`,
    [needed],
  );
  return new OTLPMetricExporter(options);
}

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` where the official exporter is not installed */
export function prometheusReader(options: object): MetricReader {
  const { PrometheusExporter } = required(
    loadOptional<{ PrometheusExporter: new (options: object) => MetricReader }>(kPrometheus),
    'the exporter "prometheus"',
    [kPrometheus],
  );
  return new PrometheusExporter(options);
}

/** The official reader refuses a timeout above the interval; a default gives way. */
function periods(): { exportIntervalMillis: number; exportTimeoutMillis: number } {
  const exportIntervalMillis = positive('OTEL_METRIC_EXPORT_INTERVAL') ?? 60_000;
  const timeoutMillis = positive('OTEL_METRIC_EXPORT_TIMEOUT') ?? 30_000;
  return {
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(timeoutMillis, exportIntervalMillis),
  };
}

function positive(variable: string): number | undefined {
  const value = getNumberFromEnv(variable);
  return value !== undefined && value > 0 ? value : undefined;
}

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` where the official package is not installed */
export function sdkMetrics(purpose: string): SdkMetrics {
  return required(loadOptional<SdkMetrics>(kSdkMetrics), purpose, [kSdkMetrics]);
}
