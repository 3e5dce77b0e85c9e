// Generated from packages/api-bridge/schema/codes.ts. Do not edit.

/** Why something could not be made or done. https://nodejs.org/api/errors.html#errorcode */
export type OtelNativeErrorCode =
  /** An option or limit has an invalid value. */
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  /** An endpoint is not a URL, or has a scheme that the exporter does not know. */
  | 'ERR_OTEL_NATIVE_INVALID_ENDPOINT'
  /** A header has characters that HTTP does not allow, or the exporter sets it itself. */
  | 'ERR_OTEL_NATIVE_INVALID_HEADER'
  /** The path of a Unix socket is not absolute, or too long. */
  | 'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH'
  /** A timeout is not a number of milliseconds above 0. */
  | 'ERR_OTEL_NATIVE_INVALID_TIMEOUT'
  /** `OtlpLocalExporter` was given an `https:` endpoint, but native code has no TLS here. */
  | 'ERR_OTEL_NATIVE_TLS_ENDPOINT'
  /** The protocol is unknown to OTLP, or to this exporter. */
  | 'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL'
  /** A package of the official SDK is needed, but is not installed. */
  | 'ERR_OTEL_NATIVE_MISSING_PACKAGE'
  /** A package of the official SDK is installed in a version that does not fit. */
  | 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE'
  /** No native binary loads on this machine. */
  | 'ERR_OTEL_NATIVE_NO_BINARY'
  /** The binary and the JavaScript of `native-core` have different versions. */
  | 'ERR_OTEL_NATIVE_FORMAT_MISMATCH'
  /** The folder of the spool is missing, not writable, or writable by other users. */
  | 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY'
  /** The disk is full, or the spool has reached `maxTotalBytes`: the SDK works without a spool. */
  | 'ERR_OTEL_NATIVE_SPOOL_NO_SPACE'
  /** The runtime cannot use the memory of a file: the SDK works without a spool. */
  | 'ERR_OTEL_NATIVE_SPOOL_UNSUPPORTED'
  /** `OTEL_NATIVE_SYSTEM_METRICS` or `systemMetrics` names an unknown group. */
  | 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'
  /** `OtlpLocalTraceExporter` could not deliver a batch. */
  | 'ERR_OTEL_NATIVE_EXPORT_FAILED'
  /** An exporter was used after its `shutdown()`. */
  | 'ERR_OTEL_NATIVE_SHUT_DOWN';

/** What the SDK says about itself, once, as a process warning. */
export type OtelNativeWarningCode =
  /** No binary loads: the official SDK records, or nothing does. */
  | 'OTEL_NATIVE_FALLBACK'
  /** Modules were loaded before their instrumentations. */
  | 'OTEL_NATIVE_LATE_START'
  /** A requested part is left out. */
  | 'OTEL_NATIVE_PART_MISSING'
  /** Another copy of `@opentelemetry/api` was loaded first, in a version that does not fit. */
  | 'OTEL_NATIVE_API_MISMATCH'
  /** The folder in `OTEL_NATIVE_ADDON_DIR` holds no binary that loads. */
  | 'OTEL_NATIVE_ADDON_DIR';
