import { diag } from '@opentelemetry/api';
import type { Signal } from '@otel-native/api-bridge';
import { version } from '../../package.json';
import type { NativeSettings, NativeSignalSettings } from '../binding/addon';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { OtlpLocalExporterOptions } from '../options';
import { resolveCompression } from './compression';
import { parseEndpoint, socketOnly, type Endpoint } from './endpoint';
import { resolveHeaders } from './headers';
import { resolveMaxRetryAfterMillis } from './retry-after';
import { fromEnvironment, shown, type Setting } from './setting';
import { checkSocketPath } from './socket-path';
import { resolveTimeoutMillis } from './timeout';
import { kinds, readOptions, type OptionTable } from 'option-check';

const kDefaultEndpoint = 'http://localhost:4318';
const kProtocol = 'http/protobuf';
const kOtherProtocols = ['grpc', 'http/json'];
/** Matches an endpoint without a scheme: `localhost:4318`, `[::1]:4318/path`. */
const kHostAndPort = /^(?:[\w.-]+|\[[\da-f:.]+\]):\d+(?:\/[^\s@]*)?$/i;
const kSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** Each of these options is checked where it is resolved, with its own error code. */
const optionKinds = {
  endpoint: kinds.anything,
  tracesEndpoint: kinds.anything,
  metricsEndpoint: kinds.anything,
  logsEndpoint: kinds.anything,
  socketPath: kinds.anything,
  headers: kinds.anything,
  timeoutMillis: kinds.anything,
  maxRetryAfterMillis: kinds.anything,
  compression: kinds.anything,
  signals: kinds.anything,
} as const satisfies OptionTable<OtlpLocalExporterOptions>;

/**
 * Warns of unknown options.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` if the options cannot be read
 */
export function readExporterOptions(options: OtlpLocalExporterOptions): OtlpLocalExporterOptions {
  return readOptions<OtlpLocalExporterOptions>(options, optionKinds);
}

/**
 * Completes the options from the environment and the defaults, for each signal.
 * @throws an {@link OtelNativeError} for an invalid setting
 */
export function resolveSettings(given: OtlpLocalExporterOptions): NativeSettings {
  const options = readExporterOptions(given);
  const signals = options.signals ?? kSignals;
  if (
    !Array.isArray(signals) ||
    signals.length === 0 ||
    signals.some((signal) => !kSignals.includes(signal))
  ) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_OPTION',
      `signals is ${shown(signals)}: list some of ${kSignals.join(', ')}`,
    );
  }
  return Object.fromEntries(signals.map((signal) => [signal, resolveSignal(signal, options)]));
}

function resolveSignal(signal: Signal, options: OtlpLocalExporterOptions): NativeSignalSettings {
  const variable = signal.toUpperCase();
  const { authorization, ...endpoint } = resolveEndpoint(signal, variable, options);
  const fields = resolveHeaders(options.headers, variable);
  const host = fields.get('host')?.value ?? endpoint.host;
  fields.delete('host');
  const headers = [...fields.values()].flatMap(({ name, value }) => [name, value]);
  if (!fields.has('user-agent'))
    headers.unshift('User-Agent', `OtelNative-OTLP-Exporter-JavaScript/${version}`);
  if (authorization !== undefined && !fields.has('authorization'))
    headers.push('Authorization', authorization);
  return {
    ...endpoint,
    host,
    headers,
    timeoutMillis: resolveTimeoutMillis(options.timeoutMillis, variable),
    maxRetryAfterMillis: resolveMaxRetryAfterMillis(options.maxRetryAfterMillis),
    isCompressed: resolveCompression(options.compression, variable) === 'gzip',
  };
}

function resolveEndpoint(
  signal: Signal,
  variable: string,
  options: OtlpLocalExporterOptions,
): Endpoint {
  const path = `/v1/${signal}`;
  const endpoint = optionEndpoint(signal, path, options);
  if (options.socketPath === undefined) return endpoint ?? environmentEndpoint(variable, path);
  const socketPath = checkSocketPath(options.socketPath, 'socketPath');
  if (endpoint === undefined) return socketOnly(socketPath, path);
  if (endpoint.socketPath !== '' && endpoint.socketPath !== socketPath) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH',
      `socketPath is ${shown(socketPath)}, but the endpoint names the socket ${shown(endpoint.socketPath)}: give one of them`,
    );
  }
  return { ...endpoint, socketPath };
}

function optionEndpoint(
  signal: Signal,
  path: string,
  options: OtlpLocalExporterOptions,
): Endpoint | undefined {
  const source = `${signal}Endpoint` as const;
  const own = options[source];
  if (own !== undefined) return parseEndpoint({ value: own, source }, path, false);
  if (options.endpoint === undefined) return undefined;
  return parseEndpoint({ value: options.endpoint, source: 'endpoint' }, path, true);
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
function environmentEndpoint(variable: string, path: string): Endpoint {
  // An endpoint in code implies this exporter. An endpoint in the environment must name its protocol.
  const protocol = fromEnvironment(
    `OTEL_EXPORTER_OTLP_${variable}_PROTOCOL`,
    'OTEL_EXPORTER_OTLP_PROTOCOL',
  );
  if (protocol !== undefined && kOtherProtocols.includes(protocol.value)) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL',
      `${protocol.source} is ${shown(protocol.value)}: this exporter speaks ${kProtocol}. ` +
        'Change the variable, or use the OTLP exporter of @opentelemetry for that protocol',
    );
  }
  const own = fromEnvironment(`OTEL_EXPORTER_OTLP_${variable}_ENDPOINT`);
  const base = own ?? fromEnvironment('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (base !== undefined) {
    const endpoint = usableEndpoint(base, path, own === undefined);
    if (endpoint !== undefined) return endpoint;
  }
  return parseEndpoint({ value: kDefaultEndpoint, source: 'endpoint' }, path, true);
}

/**
 * Returns the endpoint of a variable. Warns of an invalid one and returns undefined. A TLS endpoint is valid but
 * unsupported, so it throws.
 * @throws `ERR_OTEL_NATIVE_TLS_ENDPOINT`
 */
function usableEndpoint(setting: Setting, path: string, isBase: boolean): Endpoint | undefined {
  try {
    return parseEndpoint(withScheme(setting), path, isBase);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_OTEL_NATIVE_TLS_ENDPOINT') throw error;
    diag.warn(`${message} (${code}). Using ${kDefaultEndpoint}`);
    return undefined;
  }
}

/** Adds `http://` to `host:4318`, which a URL parser would read as the scheme `host:`. */
function withScheme(setting: Setting): Setting {
  if (!kHostAndPort.test(setting.value)) return setting;
  const value = `http://${setting.value}`;
  diag.warn(`${setting.source} is ${shown(setting.value)}, which has no scheme: using ${value}`);
  return { ...setting, value };
}
