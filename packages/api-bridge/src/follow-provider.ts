/**
 * Returns a function that calls `make` with the registered provider, and again when another provider is registered.
 *
 * The API's own proxies cannot be used: meters have none, a proxy of the ESM copy of the API never sees an SDK that is
 * registered through the CommonJS copy, and `getTracer` drops the schema URL.
 */
export function followProvider<Provider, Made>(
  currentProvider: () => Provider,
  make: (provider: Provider) => Made,
): () => Made {
  let provider: Provider;
  let made: Made;
  return () => {
    const current = currentProvider();
    if (current !== provider) {
      made = make(current);
      provider = current;
    }
    return made;
  };
}
