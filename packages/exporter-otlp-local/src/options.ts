import type { Signal } from '@otel-native/api-bridge';

/**
 * Where and how to send. Options left out come from the `OTEL_EXPORTER_OTLP_*` variables, then from the defaults of
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export interface OtlpLocalExporterOptions {
  /**
   * Base URL, to which `/v1/traces`, `/v1/metrics` or `/v1/logs` is added: `http://host:port`, `https://host:port`, or
   * `unix:///absolute/path` for a Unix socket.
   * Default: `OTEL_EXPORTER_OTLP_ENDPOINT`, or `http://localhost:4318`.
   */
  endpoint?: string | undefined;
  /** URL for traces, used unchanged. Default: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, unless `endpoint` is given. */
  tracesEndpoint?: string | undefined;
  /** URL for metrics, used unchanged. Default: `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`, unless `endpoint` is given. */
  metricsEndpoint?: string | undefined;
  /** URL for logs, used unchanged. Default: `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`, unless `endpoint` is given. */
  logsEndpoint?: string | undefined;
  /**
   * Absolute path of a Unix socket to connect to. An endpoint in these options then sets only the `Host` field and the
   * path; endpoints in the environment are ignored.
   */
  socketPath?: string | undefined;
  /**
   * Header fields of every request. They are added to those of `OTEL_EXPORTER_OTLP_HEADERS` and
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_HEADERS`, and override them. A function returns them for a while, such as
   * a token that expires: see {@link OtlpLocalExporterOptions.headersRefreshMillis}.
   */
  headers?: OtlpHeaders | HeadersFunction | undefined;
  /**
   * Milliseconds between two calls of the function `headers`, from 1,000 to 2,147,483,647. A call begins at once when the
   * exporter is made, and within a second after a server has answered 401 or 403. Default: 60,000.
   */
  headersRefreshMillis?: number | undefined;
  /**
   * Longest attempt in milliseconds, from connecting to the last byte of the answer. The caller's limit applies too.
   * While a host name is looked up, attempts end early and are repeated. Default:
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_TIMEOUT`, `OTEL_EXPORTER_OTLP_TIMEOUT`, or 10,000.
   */
  timeoutMillis?: number | undefined;
  /**
   * Longest accepted `Retry-After` wait in milliseconds; longer waits are cut to it. Above 0, at most 3,600,000.
   * Default: `OTEL_NATIVE_MAX_RETRY_AFTER`, or 300,000.
   */
  maxRetryAfterMillis?: number | undefined;
  /**
   * Compression of requests, which happens on a native thread with the zlib of Node.js. Runtimes that do not export
   * zlib, such as Bun and Deno, send requests uncompressed, with one warning. Default:
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_COMPRESSION`, `OTEL_EXPORTER_OTLP_COMPRESSION`, or `none`.
   */
  compression?: 'gzip' | 'none' | undefined;
  /**
   * Level of gzip: 1 takes half of the time of 6 for requests that are about a tenth larger, 9 is the smallest. The
   * specification has no variable for it. Default: 6.
   */
  compressionLevel?: number | undefined;
  /**
   * Certificates and keys for `https:` endpoints. Replaces all files of `OTEL_EXPORTER_OTLP_CERTIFICATE`,
   * `…_CLIENT_CERTIFICATE` and `…_CLIENT_KEY` and of the same variables for one signal, which are the default.
   */
  tls?: OtlpTlsOptions | undefined;
  /**
   * The signals to export. Only their settings are read and checked; batches of other signals are refused. Default: all
   * three.
   */
  signals?: readonly Signal[] | undefined;
}

/** Names and values of header fields. */
export type OtlpHeaders = Readonly<Record<string, string>>;

/** Returns header fields, now or later. Runs on the JavaScript thread, one call at a time. */
export type HeadersFunction = () => OtlpHeaders | Promise<OtlpHeaders>;

/**
 * Paths of PEM files. Each new connection reads them again, so that a replaced file counts. Ciphers, TLS versions and
 * the check of certificates follow Node: `tls.DEFAULT_CIPHERS`, `tls.DEFAULT_MIN_VERSION`,
 * `NODE_TLS_REJECT_UNAUTHORIZED`.
 */
export interface OtlpTlsOptions {
  /** Certificates of the authorities to trust. Default: those that Node trusts, `NODE_EXTRA_CA_CERTS` included. */
  caFile?: string | undefined;
  /** The client's certificate, followed by its chain. Default: none. */
  certFile?: string | undefined;
  /** The client's private key, without a passphrase. Default: none. */
  keyFile?: string | undefined;
}
