import type { OtelNativeErrorCode } from '@otel-native/api-bridge';

/** The error codes for an optional package that is not installed, or whose version is not supported. */
export type PackageErrorCode = Extract<OtelNativeErrorCode, `${string}_PACKAGE`>;

/** The code of an error about an optional package; undefined for any other error. */
export function packageErrorCode(error: unknown): PackageErrorCode | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ERR_OTEL_NATIVE_MISSING_PACKAGE' ||
    code === 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE'
    ? code
    : undefined;
}

/** Formats an error with its code on one line. */
export function textOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
