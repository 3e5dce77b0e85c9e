/** Why a component could not be made. `code` is stable; the message says what to do. */
export type NativeCoreErrorCode =
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  | 'ERR_OTEL_NATIVE_NO_BINARY'
  | 'ERR_OTEL_NATIVE_FORMAT_MISMATCH'
  | 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY';

/** An error with a stable `code`, as Node's own errors have. */
export function codedError(
  code: NativeCoreErrorCode,
  message: string,
  cause?: unknown,
): Error & { code: string } {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}
