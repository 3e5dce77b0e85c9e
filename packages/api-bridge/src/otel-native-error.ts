import type { OtelNativeErrorCode } from './codes.gen';

/**
 * The error class of these packages. The message says what to do; https://nodejs.org/api/errors.html#errorcode explains codes.
 *
 * Compare `code` rather than the class: an application may have several copies of the package.
 */
export class OtelNativeError extends Error {
  /** The same for every code, in every copy of the package. */
  override readonly name = 'OtelNativeError';
  /** Stable: it changes only with a major version. docs/troubleshooting.md lists all codes. */
  readonly code: OtelNativeErrorCode;

  /** @param cause the error that led to this one. Default: none */
  constructor(code: OtelNativeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
