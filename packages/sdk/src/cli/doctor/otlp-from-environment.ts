import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import type { Signal } from '@otel-native/api-bridge';
import {
  resolveCompression,
  resolveHeaders,
  resolveTimeoutMillis,
  resolveTls,
  type OtlpProtocol,
  type Warn,
} from 'otlp-settings';
import { headerRecord } from '../../otlp/header-record';
import type { OtlpHttpOptions } from '../../otlp/otlp-http-options';
import { otlpSender } from '../../otlp/otlp-sender';
import { tlsContents } from '../../otlp/tls-contents';
import type { OtlpWay } from './destinations.ts';

/** Upper limit for the configured timeout: nobody waits longer for a diagnosis. */
const kMaxTimeoutMillis = 5_000;
const kGrpcDefault = 'http://localhost:4317';

/** The part of a destination that the settings of OTLP decide. */
type Target = Pick<OtlpWay, 'target' | 'isCompressed' | 'problem'>;

/** Where and how the environment sends a signal over OTLP. */
export function targetFromEnvironment(signal: Signal, protocol: OtlpProtocol): Target {
  return protocol === 'grpc' ? grpcTarget(signal) : httpTarget(signal);
}

/**
 * Where and how a signal is sent over HTTP. An ignored endpoint is a problem, although the default is used.
 * @throws an error with a `code` for an invalid option
 */
export function httpTarget(signal: Signal, options?: OtlpHttpOptions): Target {
  const ignored: string[] = [];
  const warn: Warn = (message, cause) => {
    if (cause !== undefined) ignored.push(message);
  };
  const settings = otlpSender(signal, options, warn).settings();
  return {
    target: {
      url: settings.endpoint.url,
      headers: headerRecord(settings),
      timeoutMillis: boundedTimeout(settings.timeoutMillis),
      tls: tlsContents(settings.tls),
    },
    isCompressed: settings.isCompressed,
    problem: ignored[0],
  };
}

/** gRPC uses one endpoint for all signals, with or without a scheme. */
function grpcTarget(signal: Signal): Target {
  const endpoint =
    getStringFromEnv(`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`) ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT') ??
    kGrpcDefault;
  const fields = [...resolveHeaders(undefined, signal).values()];
  return {
    target: {
      url: grpcUrlOf(endpoint.trim()),
      headers: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
      timeoutMillis: boundedTimeout(resolveTimeoutMillis(undefined, signal)),
      tls: tlsContents(resolveTls(undefined, signal)),
    },
    isCompressed: resolveCompression(undefined, signal) === 'gzip',
  };
}

export function boundedTimeout(millis: number): number {
  return Math.min(millis, kMaxTimeoutMillis);
}

export function grpcUrlOf(endpoint: string): string {
  if (/^[a-z]+:\/\//i.test(endpoint)) return endpoint;
  return `${getBooleanFromEnv('OTEL_EXPORTER_OTLP_INSECURE') ? 'http' : 'https'}://${endpoint}`;
}
