/** Why `NodeSDK` refused its configuration, in the constructor or in `start()`. */
export type NodeSdkErrorCode =
  | 'ERR_OTEL_NATIVE_INVALID_OPTION'
  | 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY'
  | 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'
  | PackageErrorCode;

/** In a configuration file; it is logged, and nothing starts. */
type LoggedErrorCode = 'ERR_OTEL_NATIVE_INVALID_HEADER';

/** An optional package is needed and not installed, or in a version that is not supported. */
export type PackageErrorCode =
  'ERR_OTEL_NATIVE_MISSING_PACKAGE' | 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE';

/** The code of an error about an optional package; undefined for any other error. */
export function packageErrorCode(error: unknown): PackageErrorCode | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ERR_OTEL_NATIVE_MISSING_PACKAGE' ||
    code === 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE'
    ? code
    : undefined;
}

/** An error with a stable `code`, as Node's own errors have. */
export function codedError(
  code: NodeSdkErrorCode | LoggedErrorCode,
  message: string,
): Error & { code: string } {
  return Object.assign(new Error(message), { code });
}

/** An error on one line, with its code. */
export function textOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
