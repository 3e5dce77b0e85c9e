/**
 * Returns the same promise. Whoever awaits it still gets its rejection, but one that nobody awaits does not end the process.
 * @internal
 */
export function quietlyRejecting<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
