/** The same promise: whoever awaits it hears of a rejection, and where nobody does, that ends no process. */
export function quietlyRejecting<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
