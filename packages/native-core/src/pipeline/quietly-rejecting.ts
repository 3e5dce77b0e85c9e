/**
 * Returns the same promise. Callers that await it receive a rejection; a rejection that nobody awaits does not end the process.
 * @internal
 */
export function quietlyRejecting<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
