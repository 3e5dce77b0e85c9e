import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { kinds, readOptions, type OptionTable } from 'option-check';
import {
  resolveEndpoint,
  resolveOtlpSettings,
  resolveProtocol,
  shown,
  type Setting,
  type TlsFiles,
} from 'otlp-settings';
import { version } from '../../package.json';
import type { NativeSettings, NativeSignalSettings } from '../binding/addon';
import type { OtlpLocalExporterOptions } from '../options';
import { nativeTls } from '../tls/native-tls';
import { tlsError } from '../tls/tls-error';
import { compressionLevel, gzipLevel } from './gzip-level';
import { tlsFiles } from './tls-files';

const kProtocol = 'http/protobuf';
const kSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** The options, with the contents of their files. */
type Options = Omit<OtlpLocalExporterOptions, 'tls'> & { tls: TlsFiles | undefined };

/** Each of these options is checked where it is resolved, with its own error code. */
const optionKinds = {
  endpoint: kinds.anything,
  tracesEndpoint: kinds.anything,
  metricsEndpoint: kinds.anything,
  logsEndpoint: kinds.anything,
  socketPath: kinds.anything,
  headers: kinds.anything,
  headersRefreshMillis: kinds.number({ from: 1_000, to: 2 ** 31 - 1 }),
  timeoutMillis: kinds.anything,
  maxRetryAfterMillis: kinds.anything,
  compression: kinds.anything,
  compressionLevel,
  tls: kinds.nested({ caFile: kinds.text, certFile: kinds.text, keyFile: kinds.text }),
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
  const { tls, ...others } = readExporterOptions(given);
  const options = { ...others, tls: tlsFiles(tls) };
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

function resolveSignal(signal: Signal, options: Options): NativeSignalSettings {
  if (takesEndpointFromEnvironment(signal, options)) checkProtocol(signal);
  const endpoint = resolveEndpoint(signal, options);
  if (endpoint.isTls) checkTls(endpoint.setting);
  const hasChangingHeaders = typeof options.headers === 'function';
  const { socketPath, hostname, port, path } = endpoint;
  const { headers, ...settings } = resolveOtlpSettings(
    signal,
    endpoint,
    { ...options, headers: hasChangingHeaders ? undefined : options.headers },
    version,
  );
  return {
    ...{ socketPath, hostname, port, path },
    host: settings.host,
    headers: headers.flatMap(({ name, value }) => [name, value]),
    hasChangingHeaders,
    timeoutMillis: settings.timeoutMillis,
    maxRetryAfterMillis: settings.maxRetryAfterMillis,
    gzipLevel: gzipLevel(settings.isCompressed, options.compressionLevel),
    ...(endpoint.isTls && { tls: nativeTls(hostname, settings.tls) }),
  };
}

/** An endpoint in code implies this exporter. An endpoint in the environment must name its protocol. */
function takesEndpointFromEnvironment(signal: Signal, options: Options): boolean {
  const { socketPath, endpoint, [`${signal}Endpoint` as const]: own } = options;
  return socketPath === undefined && endpoint === undefined && own === undefined;
}

/** @throws `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL` */
function checkProtocol(signal: Signal): void {
  const { protocol, source } = resolveProtocol(signal);
  if (protocol === kProtocol) return;
  throw new OtelNativeError(
    'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL',
    `${source} is ${shown(protocol)}: this exporter speaks ${kProtocol}. ` +
      'Change the variable, or use the OTLP exporter of @opentelemetry for that protocol',
  );
}

/** @throws `ERR_OTEL_NATIVE_TLS_ENDPOINT` or `ERR_OTEL_NATIVE_NO_BINARY` */
function checkTls({ value, source }: Setting): void {
  const cause = tlsError();
  if (cause === undefined) return;
  throw new OtelNativeError(
    'ERR_OTEL_NATIVE_TLS_ENDPOINT',
    `${source} is ${shown(value)}: ${cause.message}. ` +
      'Send to a local Collector, or use an OTLP exporter of @opentelemetry, which sends through Node',
    cause,
  );
}
