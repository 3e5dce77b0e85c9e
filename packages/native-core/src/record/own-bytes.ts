const { get: getLength } = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  'length',
) as { get: () => number };

/** Returns the real length, even if a subclass overrides it. Throws for a proxy. */
export function lengthOf(bytes: Uint8Array): number {
  return Reflect.apply(getLength, bytes, []);
}

/** Copies the first `count` bytes, unlike upstream: they are written later, and the array may change until then. */
export function ownBytes(bytes: Uint8Array, count: number): Uint8Array {
  // A subclass may return anything from `subarray`: copied, and cut again.
  return new Uint8Array(bytes.subarray(0, count)).slice(0, count);
}
