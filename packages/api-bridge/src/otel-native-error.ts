import type { OtelNativeErrorCode } from './codes.gen';

/**
 * An error of these packages. The message says what to do; https://nodejs.org/api/errors.html#errorcode explains codes.
 *
 * Compare `code` rather than the class: an application may have several copies of the package.
 */
export class OtelNativeError extends Error {
  override readonly name = 'OtelNativeError';
  /** Stable: it changes only with a major version. docs/troubleshooting.md lists all codes. */
  readonly code: OtelNativeErrorCode;

  /** @param cause what led to this error, if anything did */
  constructor(code: OtelNativeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
