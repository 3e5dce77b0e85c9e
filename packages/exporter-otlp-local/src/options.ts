import type { Signal } from '@otel-native/api-bridge';

/**
 * Where and how to send. What is not given comes from the `OTEL_EXPORTER_OTLP_*` variables, and what these do not say
 * from the defaults of https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export interface OtlpLocalExporterOptions {
  /**
   * Base URL, to which `/v1/traces`, `/v1/metrics` or `/v1/logs` is added: `http://host:port`, or
   * `unix:///absolute/path` for a Unix socket.
   * Default: `OTEL_EXPORTER_OTLP_ENDPOINT`, or `http://localhost:4318`.
   */
  endpoint?: string | undefined;
  /** URL for traces, used as it is. Default: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, when `endpoint` is not given either. */
  tracesEndpoint?: string | undefined;
  /** URL for metrics, used as it is. Default: `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`, when `endpoint` is not given either. */
  metricsEndpoint?: string | undefined;
  /** URL for logs, used as it is. Default: `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`, when `endpoint` is not given either. */
  logsEndpoint?: string | undefined;
  /**
   * Absolute path of a Unix socket to connect to. Of an endpoint in these options only the `Host` field and the path
   * are used then; endpoints in the environment are not looked at.
   */
  socketPath?: string | undefined;
  /**
   * Header fields of every request, added to those of `OTEL_EXPORTER_OTLP_HEADERS` and
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_HEADERS` and winning over them.
   */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Longest attempt in milliseconds, from the connection to the last byte of the answer; the caller's own limit holds as
   * well. While a host name is being looked up, attempts end early and come again. Default: `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_TIMEOUT`,
   * `OTEL_EXPORTER_OTLP_TIMEOUT`, or 10,000.
   */
  timeoutMillis?: number | undefined;
  /**
   * Longest wait that the `Retry-After` field of an answer can ask for, in milliseconds; a longer one is cut to it. Above 0,
   * 3,600,000 at most. Default: `OTEL_NATIVE_MAX_RETRY_AFTER`, or 300,000.
   */
  maxRetryAfterMillis?: number | undefined;
  /**
   * How requests are compressed, on the export thread. Default: `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_COMPRESSION`,
   * `OTEL_EXPORTER_OTLP_COMPRESSION`, or `none`.
   */
  compression?: 'gzip' | 'none' | undefined;
  /**
   * The signals to serve. Only their settings are read and checked; a batch of another signal is refused.
   * Default: all three.
   */
  signals?: readonly Signal[] | undefined;
}
