/** Options of a provider's `forceFlush` and `shutdown`. */
export interface FlushOptions {
  /** Longest wait in milliseconds. Default: 10,000, as long as the official OTLP exporters try. */
  timeoutMillis?: number;
}

/** At the timeout, a flush leaves the rest queued, and a shutdown drops it. */
export const kDefaultFlushTimeoutMillis = 10_000;

/** The part of `stats()` that shows whether an attempt failed. */
interface Attempts {
  readonly retries: number;
  readonly lastError: string;
}

/** Returns the error of a flush that timed out. It names the newest answer of the receiver since the flush began, if any. */
export function flushTimeoutError(
  timeoutMillis: number,
  before: Attempts | undefined,
  now: Attempts | undefined,
): Error {
  const hasFailed = now !== undefined && now.retries > (before?.retries ?? 0);
  const reason = hasFailed && now.lastError !== '' ? `: ${now.lastError}` : '';
  return new Error(`The flush did not complete within ${timeoutMillis} ms${reason}`);
}
