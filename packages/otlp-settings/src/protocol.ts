import { diag } from '@opentelemetry/api';
import type { Signal } from '@otel-native/api-bridge';
import { fromEnvironment, signalVariable } from './setting.ts';

const kProtocols = ['http/protobuf', 'http/json', 'grpc'] as const;
const kDefault = 'http/protobuf';

/** The protocols of OTLP, as `OTEL_EXPORTER_OTLP_PROTOCOL` names them. */
export type OtlpProtocol = (typeof kProtocols)[number];

/** A protocol, and the variable that names it, if one does. */
export interface ProtocolSetting {
  readonly protocol: OtlpProtocol;
  readonly source: string | undefined;
}

/**
 * Returns the protocol that the variable of the signal names, else the variable for all signals. Default:
 * `http/protobuf`, which also replaces an unknown protocol after a warning.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specify-protocol
 */
export function resolveProtocol(signal: Signal): ProtocolSetting {
  const setting = fromEnvironment(
    `OTEL_EXPORTER_OTLP_${signalVariable(signal)}_PROTOCOL`,
    'OTEL_EXPORTER_OTLP_PROTOCOL',
  );
  if (setting === undefined) return { protocol: kDefault, source: undefined };
  const { value, source } = setting;
  const protocol = kProtocols.find((one) => one === value);
  if (protocol !== undefined) return { protocol, source };
  diag.warn(
    `the OTLP protocol for ${signal} is "${value}" in ${source}, which is unknown: using ${kDefault}`,
  );
  return { protocol: kDefault, source: undefined };
}
