type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Replaces a method of an object. Returns a function that puts the original back, unless somebody has wrapped the method
 * meanwhile: then both stay, so the replacement must do nothing more by itself.
 */
export function wrapMethod<Wrapped extends object>(
  object: Wrapped,
  name: string,
  make: (original: Method) => Method,
): () => void {
  const methods = object as Record<string, Method>;
  const original = methods[name];
  if (typeof original !== 'function') return () => {};
  const isOwn = Object.hasOwn(object, name);
  const replacement = make(original);
  Object.defineProperty(replacement, 'name', { value: original.name, configurable: true });
  methods[name] = replacement;
  return () => {
    if (methods[name] !== replacement) return;
    if (isOwn) methods[name] = original;
    else delete methods[name];
  };
}
