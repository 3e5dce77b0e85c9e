import { diag } from '@opentelemetry/api';
import { getStringFromEnv, getStringListFromEnv } from '@opentelemetry/core';
import type { OtlpProtocol } from '../../otlp/otlp-protocol';

const kVariable = 'OTEL_METRICS_EXPORTER';
const kExporters = ['otlp', 'console', 'prometheus'] as const;

/** An exporter of metrics by the name that the specification gives it. */
export type MetricExporterName = (typeof kExporters)[number];

/**
 * The exporters that `OTEL_METRICS_EXPORTER` names, as the official `NodeSDK` reads it; by default `otlp`, none for `none`.
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

/** The protocol for metrics; one that OTLP does not have counts as `http/protobuf`, with a warning. */
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

/** The URL for metrics, to see which network stack it is for. */
export function metricsUrlFromEnvironment(): string | undefined {
  return (
    getStringFromEnv('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT')?.trim() ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT')?.trim()
  );
}
