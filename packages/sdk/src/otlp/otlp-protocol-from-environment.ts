import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import type { OtlpProtocol } from './otlp-protocol';

/**
 * Returns the protocol that `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL`, else `OTEL_EXPORTER_OTLP_PROTOCOL` names. Default:
 * `http/protobuf`, which also replaces an unknown protocol after a warning.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specify-protocol
 */
export function otlpProtocolFromEnvironment(): OtlpProtocol {
  const protocol =
    getStringFromEnv('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL')?.trim() ??
    getStringFromEnv('OTEL_EXPORTER_OTLP_PROTOCOL')?.trim() ??
    'http/protobuf';
  switch (protocol) {
    case 'grpc':
    case 'http/json':
    case 'http/protobuf':
      return protocol;
    default:
      diag.warn(
        `the OTLP protocol for traces is "${protocol}", which is unknown: using http/protobuf`,
      );
      return 'http/protobuf';
  }
}
