import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import {
  compressionFromEnvironment,
  headersFromEnvironment,
  otlpUrlFromEnvironment,
  timeoutMillisFromEnvironment,
  tlsFilesFromEnvironment,
  type SignalVariable,
} from '../../otlp/http-settings';
import type { OtlpProtocol } from '../../traces/official-packages';
import type { ProbeTarget } from './probe/answer.ts';

/** Nobody waits longer for a diagnosis. */
const kMaxTimeoutMillis = 5_000;
const kGrpcDefault = 'http://localhost:4317';

/** Where and how the environment wants OTLP of a signal to go. */
export function targetFromEnvironment(signal: SignalVariable, protocol: OtlpProtocol): ProbeTarget {
  return {
    url: protocol === 'grpc' ? grpcUrl(signal) : otlpUrlFromEnvironment(signal),
    headers: headersFromEnvironment(signal),
    timeoutMillis: boundedTimeout(timeoutMillisFromEnvironment(signal)),
    tls: tlsFilesFromEnvironment(signal),
  };
}

export function isCompressed(signal: SignalVariable): boolean {
  return compressionFromEnvironment(signal) === 'gzip';
}

export function boundedTimeout(millis: number): number {
  return Math.min(millis, kMaxTimeoutMillis);
}

/** gRPC has one endpoint for all signals, and it may be without a scheme. */
function grpcUrl(signal: SignalVariable): string {
  const endpoint =
    getStringFromEnv(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT') ??
    kGrpcDefault;
  return grpcUrlOf(endpoint.trim());
}

export function grpcUrlOf(endpoint: string): string {
  if (/^[a-z]+:\/\//i.test(endpoint)) return endpoint;
  return `${getBooleanFromEnv('OTEL_EXPORTER_OTLP_INSECURE') ? 'http' : 'https'}://${endpoint}`;
}
