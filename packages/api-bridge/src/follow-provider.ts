/**
 * Makes something from a provider, and again whenever another provider is registered.
 *
 * The API's own proxies do not do this: there is none for meters, one that was made through the ESM copy of the API
 * never hears of an SDK registered through the CommonJS copy, and `getTracer` drops the schema URL.
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
