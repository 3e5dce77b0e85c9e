import type { Resource } from '@opentelemetry/resources';
import { getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import type { AttributesProcessor, MeterProviderOptions } from '@otel-native/native-core/metrics';
import type { MetricReader } from '../configuration';
import type { MetricExporterName } from './environment/metric-exporters';
import { loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import type { OtlpProtocol } from 'otlp-settings';
import type { SdkMeterProvider } from './sdk-meter-provider';

const otlpExporterPackages = {
  'http/protobuf': optionalPackages.metricsOtlpProto,
  'http/json': optionalPackages.metricsOtlpHttp,
  grpc: optionalPackages.metricsOtlpGrpc,
} as const;

interface OtlpExporterPackage {
  OTLPMetricExporter: new (options: object) => object;
}

interface PrometheusPackage {
  PrometheusExporter: new (options: object) => MetricReader;
}

interface SdkMetrics {
  MeterProvider: new (options: object) => SdkMeterProvider;
  PeriodicExportingMetricReader: new (options: object) => MetricReader;
  ConsoleMetricExporter: new () => object;
  createAllowListAttributesProcessor(names: string[]): AttributesProcessor;
  createDenyListAttributesProcessor(names: string[]): AttributesProcessor;
}

/**
 * Creates a meter provider of the official SDK, for readers written in JavaScript.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without a usable official SDK
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
 * Creates the official reader for an exporter name, configured by the environment.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without its package
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
 * Creates an official OTLP exporter. Options left out come from the environment.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without its package
 */
export function officialOtlpMetricExporter(protocol: OtlpProtocol, options: object = {}): object {
  const { OTLPMetricExporter } = loadOptional<OtlpExporterPackage>(
    `OTLP metrics over ${protocol}`,
    otlpExporterPackages[protocol],
  );
  return new OTLPMetricExporter(options);
}

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official exporter */
export function prometheusReader(options: object): MetricReader {
  const { PrometheusExporter } = loadOptional<PrometheusPackage>(
    'the exporter "prometheus"',
    optionalPackages.prometheus,
  );
  return new PrometheusExporter(options);
}

/** The official reader refuses a timeout above the interval, so a default timeout is lowered to it. */
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

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official package */
export function sdkMetrics(purpose: string): SdkMetrics {
  return loadOptional<SdkMetrics>(purpose, optionalPackages.sdkMetrics);
}
