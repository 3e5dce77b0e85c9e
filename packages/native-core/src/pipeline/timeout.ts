/** What {@link withTimeout} gives when the time was over first. */
export const kTimedOut = Symbol('timed out');

/**
 * The value of a promise, or `kTimedOut` when it takes longer than `millis`; without `staysAlive` the event loop does not
 * wait for that.
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
