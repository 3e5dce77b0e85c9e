/** Why `NodeSDK.start()` refused its configuration. */
export type NodeSdkErrorCode =
  | 'ERR_OTEL_NATIVE_INVALID_HEADER'
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  | 'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL'
  | 'ERR_OTEL_NATIVE_MISSING_PACKAGE';

/** An error with a stable `code`, as Node's own errors have. */
export function codedError(code: NodeSdkErrorCode, message: string): Error & { code: string } {
  return Object.assign(new Error(message), { code });
}

/** An error on one line, with its code. */
export function textOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
