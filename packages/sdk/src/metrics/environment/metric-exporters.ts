import { diag } from '@opentelemetry/api';
import { getStringFromEnv, getStringListFromEnv } from '@opentelemetry/core';
import type { OtlpProtocol } from '../../otlp/otlp-protocol';

const kVariable = 'OTEL_METRICS_EXPORTER';
const kExporters = ['otlp', 'console', 'prometheus'] as const;

/** A metric exporter, by its name in the specification. */
export type MetricExporterName = (typeof kExporters)[number];

/**
 * Returns the exporters that `OTEL_METRICS_EXPORTER` names, read as the official `NodeSDK` does. Default: `otlp`;
 * `none` returns an empty list.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection
 */
export function metricExportersFromEnvironment(): MetricExporterName[] {
  const names = [...new Set(getStringListFromEnv(kVariable) ?? [])];
  if (names.length === 0) return ['otlp'];
  if (names.includes('none')) return [];
  return names.filter((name): name is MetricExporterName => {
    if (kExporters.some((known) => known === name)) return true;
    diag.warn(`${kVariable} names "${name}", which is unknown`);
    return false;
  });
}

/** Returns the OTLP protocol for metrics. Warns of an unknown protocol and uses `http/protobuf` instead. */
export function metricProtocolFromEnvironment(): OtlpProtocol {
  const protocol =
    getStringFromEnv('OTEL_EXPORTER_OTLP_METRICS_PROTOCOL')?.trim() ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_PROTOCOL')?.trim() ??
    'http/protobuf';
  if (protocol === 'grpc' || protocol === 'http/json' || protocol === 'http/protobuf')
    return protocol;
  diag.warn(
    `the OTLP protocol for metrics is "${protocol}", which is unknown: using http/protobuf`,
  );
  return 'http/protobuf';
}

/** Returns the URL for metrics, which decides between the native network stack and Node's. */
export function metricsUrlFromEnvironment(): string | undefined {
  return (
    getStringFromEnv('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT')?.trim() ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT')?.trim()
  );
}
