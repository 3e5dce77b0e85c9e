import { diag } from '@opentelemetry/api';
import type { NativeExporter, OtlpSink, Signal } from '@otel-native/api-bridge';
import {
  OtlpLocalExporter,
  loadError,
  tlsError,
  type OtlpTlsOptions,
} from '@otel-native/exporter-otlp-local';
import {
  resolveEndpoint,
  resolveOtlpSettings,
  type OtlpSettings,
  type TlsFiles,
  type Warn,
} from 'otlp-settings';
import { version } from '../../package.json';
import { withoutUrlSecrets } from '../diagnostics/secrets';
import { NodeHttpSink } from './node-http-sink';
import type { OtlpHttpOptions } from './otlp-http-options';

/** What sends the requests of a native pipeline over OTLP/HTTP in protobuf, and where to. */
export interface OtlpSender {
  /** The URL, for messages. */
  readonly destination: string;
  /** Whether it sends on the JavaScript thread, which sends nothing after the event loop has ended. */
  readonly needsEventLoop: boolean;
  /**
   * All settings, for diagnosis.
   * @throws an error with a `code` for an invalid option
   */
  settings(): OtlpSettings;
  /** @throws an error with a `code` for an invalid option */
  make(): NativeExporter | OtlpSink;
  /** Why its own native code does not load; undefined if it does, or if it has none. */
  loadError(): Error | undefined;
}

/**
 * Chooses the sender for a signal: the native exporter, or Node's own network stack where that has no TLS. Reads the endpoint now and
 * all other settings in `make()`.
 * @throws an error with a `code` for an invalid URL in the options
 */
export function otlpSender(
  signal: Signal,
  { url, ...options }: OtlpHttpOptions = {},
  warn?: Warn,
): OtlpSender {
  const endpoint = resolveEndpoint(signal, { [`${signal}Endpoint`]: url }, warn);
  const settings = () => resolveOtlpSettings(signal, endpoint, options, version);
  const common = { destination: withoutUrlSecrets(endpoint.url), settings };
  if (endpoint.isTls && mustUseNode()) {
    const make = () => new NodeHttpSink(settings());
    return { ...common, needsEventLoop: true, make, loadError: () => undefined };
  }
  const { headers, timeoutMillis, compression } = options;
  const tls = options.tls && tlsPaths(options.tls);
  // The endpoint was read here, so the exporter does not read it, and warn of it, again.
  const own = { signals: [signal], [`${signal}Endpoint`]: endpoint.url };
  const make = () => new OtlpLocalExporter({ ...own, headers, timeoutMillis, compression, tls });
  return { ...common, needsEventLoop: false, make, loadError };
}

let wasSaid = false;

/** Says once why, since telemetry then needs the event loop. */
function mustUseNode(): boolean {
  const reason = tlsError();
  if (reason === undefined) return false;
  if (!wasSaid)
    diag.info(`telemetry goes to https endpoints through node:https: ${reason.message}`);
  wasSaid = true;
  return true;
}

/** The native exporter reads the files itself, and again for each connection. */
function tlsPaths({ ca, cert, key }: TlsFiles): OtlpTlsOptions {
  return { caFile: ca?.path, certFile: cert?.path, keyFile: key?.path };
}
