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
/** No scheme, as in `localhost:4318` and `[::1]:4318/path`. */
const kHostAndPort = /^(?:[\w.-]+|\[[\da-f:.]+\]):\d+(?:\/[^\s@]*)?$/i;
const kSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** Each is checked where it is resolved, with a code of its own. */
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

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for what cannot be read. Warns of names that are unknown. */
export function readExporterOptions(options: OtlpLocalExporterOptions): OtlpLocalExporterOptions {
  return readOptions<OtlpLocalExporterOptions>(options, optionKinds);
}

/**
 * The options with the environment and the defaults filled in, for each signal.
 * @throws an {@link OtelNativeError} for what cannot be used
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
  // Who names an endpoint in code has chosen this exporter; whoever leaves it to the environment must mean it.
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
 * The endpoint of a variable; undefined, with a warning, for one that cannot be meant. TLS is meant: it is refused.
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

/** `host:4318` means HTTP: a URL would take the host for its scheme. */
function withScheme(setting: Setting): Setting {
  if (!kHostAndPort.test(setting.value)) return setting;
  const value = `http://${setting.value}`;
  diag.warn(`${setting.source} is ${shown(setting.value)}, which has no scheme: using ${value}`);
  return { ...setting, value };
}
