import { getStringFromEnv } from '@opentelemetry/core';
import { codedError } from '../errors';
import type { OtlpProtocol } from '../traces/official-packages';

/**
 * The protocol that `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL`, else `OTEL_EXPORTER_OTLP_PROTOCOL` names; `http/protobuf` when
 * neither does. https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specify-protocol
 * @throws `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL` for a protocol that OTLP does not have
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
    default: {
      const message = `OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}": expected http/protobuf, http/json or grpc`;
      throw codedError('ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL', message);
    }
  }
}
