import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { headerProblem } from '../../otlp/header-problem';
import {
  compressionFromEnvironment,
  headersFromEnvironment,
  otlpUrlFromEnvironment,
  timeoutMillisFromEnvironment,
  tlsFilesFromEnvironment,
  type SignalVariable,
} from '../../otlp/http-settings';
import type { OtlpProtocol } from '../../otlp/otlp-protocol';
import type { ProbeTarget } from './probe/answer.ts';

/** Upper limit for the configured timeout: nobody waits longer for a diagnosis. */
const kMaxTimeoutMillis = 5_000;
const kGrpcDefault = 'http://localhost:4317';

/** Where and how the environment sends a signal over OTLP. */
export function targetFromEnvironment(signal: SignalVariable, protocol: OtlpProtocol): ProbeTarget {
  return {
    url: protocol === 'grpc' ? grpcUrl(signal) : otlpUrlFromEnvironment(signal),
    headers: usableHeaders(headersFromEnvironment(signal)),
    timeoutMillis: boundedTimeout(timeoutMillisFromEnvironment(signal)),
    tls: tlsFilesFromEnvironment(signal),
  };
}

/** Drops invalid headers, as the exporters do (they warn once for each). */
function usableHeaders(headers: Record<string, string>): Record<string, string> {
  const usable = Object.entries(headers).filter(
    ([name, value]) => headerProblem(name, value) === undefined,
  );
  return Object.fromEntries(usable);
}

export function isCompressed(signal: SignalVariable): boolean {
  return compressionFromEnvironment(signal) === 'gzip';
}

export function boundedTimeout(millis: number): number {
  return Math.min(millis, kMaxTimeoutMillis);
}

/** gRPC uses one endpoint for all signals, with or without a scheme. */
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
