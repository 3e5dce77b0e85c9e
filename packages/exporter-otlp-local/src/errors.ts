/** Why an exporter could not be made or used. `code` is stable; the message names the value and says what to do. */
export type OtlpLocalErrorCode =
  /** No URL, no host, or a scheme that is none of http:, https: and unix:. */
  | 'ERR_OTEL_NATIVE_INVALID_ENDPOINT'
  /** An https: endpoint, which goes through Node's own network stack and not through this exporter. */
  | 'ERR_OTEL_NATIVE_TLS_ENDPOINT'
  /** The environment asks for another protocol than `http/protobuf`. */
  | 'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL'
  /** Not absolute, or too long for a socket address. */
  | 'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH'
  /** Not a number of milliseconds above zero. */
  | 'ERR_OTEL_NATIVE_INVALID_TIMEOUT'
  /** Characters that HTTP does not allow, or a field that the exporter sets itself. */
  | 'ERR_OTEL_NATIVE_INVALID_HEADER'
  /** `signals` that are none. */
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  /** No native binary loads on this machine. */
  | 'ERR_OTEL_NATIVE_NO_BINARY'
  /** A package that something optional needs is not installed. */
  | 'ERR_OTEL_NATIVE_MISSING_PACKAGE'
  /** That package is installed in a version that is not supported. */
  | 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE'
  /** The batch was refused, could not be sent in time or could not be encoded. */
  | 'ERR_OTEL_NATIVE_EXPORT_FAILED'
  /** The exporter was used after its `shutdown()`. */
  | 'ERR_OTEL_NATIVE_SHUT_DOWN';

/** An error with a stable `code`, as Node's own errors have. */
export function codedError(
  code: OtlpLocalErrorCode,
  message: string,
  cause?: unknown,
): Error & { code: OtlpLocalErrorCode } {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}
