/** Why system metrics could not be made or started. `code` is stable; the message names the value and says what to do. */
export type SystemMetricsErrorCode =
  /** A group that is none. */
  | 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'
  /** An option of the wrong type, or a number out of range. */
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  /** No native binary loads on this machine. */
  | 'ERR_OTEL_NATIVE_NO_BINARY';

/** An error with a stable `code`, as Node's own errors have. */
export function codedError(
  code: SystemMetricsErrorCode,
  message: string,
  cause?: unknown,
): Error & { code: SystemMetricsErrorCode } {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}
