import { getStringFromEnv } from '@opentelemetry/core';
import { codedError } from '../errors';

/** Which exporter OTLP takes: ours, or an official one for what ours does not speak. */
export type OtlpRoute = 'native' | 'http/protobuf' | 'http/json' | 'grpc';

const kDefaultProtocol = 'http/protobuf';

/**
 * Decides from `OTEL_EXPORTER_OTLP_{TRACES_,}{PROTOCOL,ENDPOINT}`. The native exporter speaks http/protobuf without
 * TLS; the official ones do the rest.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options
 * @throws `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL` for a protocol that OTLP does not have
 */
export function otlpRouteFromEnvironment(): OtlpRoute {
  const protocol = variable('PROTOCOL') ?? kDefaultProtocol;
  switch (protocol) {
    case 'grpc':
    case 'http/json':
      return protocol;
    case 'http/protobuf':
      return /^https:/i.test(variable('ENDPOINT') ?? '') ? protocol : 'native';
    default: {
      const message = `OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}": expected http/protobuf, http/json or grpc`;
      throw codedError('ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL', message);
    }
  }
}

/** The value for traces, else the one for all signals. */
function variable(name: string): string | undefined {
  const value =
    getStringFromEnv(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ??
    getStringFromEnv(`OTEL_EXPORTER_OTLP_${name}`);
  return value?.trim();
}
