import type { TlsFiles } from './tls.ts';

/**
 * Options for sending OTLP, as code gives them: the values are checked where they are used. Options left out come from
 * the environment, then from the defaults.
 */
export interface OtlpOptions {
  /** Base URL, to which the path of the signal is added. */
  endpoint?: unknown;
  /** URL for traces, used unchanged. */
  tracesEndpoint?: unknown;
  /** URL for metrics, used unchanged. */
  metricsEndpoint?: unknown;
  /** URL for logs, used unchanged. */
  logsEndpoint?: unknown;
  /** Path of a Unix socket to connect to. An endpoint then sets only the `Host` field and the path. */
  socketPath?: unknown;
  /** Added to the header fields of the environment, and overriding them. */
  headers?: unknown;
  timeoutMillis?: unknown;
  maxRetryAfterMillis?: unknown;
  compression?: unknown;
  /** Replace all files that the environment names. */
  tls?: TlsFiles | undefined;
}
