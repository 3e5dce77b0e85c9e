/** Returned by {@link withTimeout} at the timeout. */
export const kTimedOut = Symbol('timed out');

/**
 * Resolves with the value of a promise, or with `kTimedOut` after `millis`. Only with `staysAlive` does the timeout keep the
 * event loop alive.
 */
export async function withTimeout<T>(
  promise: Promise<T>,
  millis: number,
  staysAlive = true,
): Promise<T | typeof kTimedOut> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof kTimedOut>((resolve) => {
    timer = setTimeout(resolve, Math.min(millis, 2 ** 31 - 1), kTimedOut);
    if (!staysAlive) timer.unref();
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
