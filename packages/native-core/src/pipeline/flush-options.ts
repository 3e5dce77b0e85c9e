/** Options of a provider's `forceFlush` and `shutdown`. */
export interface FlushOptions {
  /** Longest wait in milliseconds. Default: 10,000, as long as the official OTLP exporters try. */
  timeoutMillis?: number;
}

/** What is not sent by then stays queued after a flush, and is dropped after a shutdown. */
export const kDefaultFlushTimeoutMillis = 10_000;

/** Which attempts failed, of what `stats()` says. */
interface Attempts {
  readonly retries: number;
  readonly lastError: string;
}

/** The error of a flush that took too long. Its reason is the receiver's newest answer, if one came since the flush began. */
export function flushTimeoutError(
  timeoutMillis: number,
  before: Attempts | undefined,
  now: Attempts | undefined,
): Error {
  const hasFailed = now !== undefined && now.retries > (before?.retries ?? 0);
  const reason = hasFailed && now.lastError !== '' ? `: ${now.lastError}` : '';
  return new Error(`The flush did not complete within ${timeoutMillis} ms${reason}`);
}
