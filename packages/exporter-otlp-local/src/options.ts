import type { Signal } from '@otel-native/api-bridge';

/**
 * Where and how to send. Options left out come from the `OTEL_EXPORTER_OTLP_*` variables, then from the defaults of
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export interface OtlpLocalExporterOptions {
  /**
   * Base URL, to which `/v1/traces`, `/v1/metrics` or `/v1/logs` is added: `http://host:port`, or
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
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_HEADERS`, and override them.
   */
  headers?: Readonly<Record<string, string>> | undefined;
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
   * Compression of requests, which happens on the export thread. Default:
   * `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_COMPRESSION`, `OTEL_EXPORTER_OTLP_COMPRESSION`, or `none`.
   */
  compression?: 'gzip' | 'none' | undefined;
  /**
   * The signals to export. Only their settings are read and checked; batches of other signals are refused. Default: all
   * three.
   */
  signals?: readonly Signal[] | undefined;
}
