/** V8 folds `hasOwnProperty.call` away inside a for-in loop over the same object, unlike `Object.hasOwn`. */
export const { hasOwnProperty } = Object.prototype;

/** Sets an own property. Unlike an assignment, it works for `__proto__`. */
export function setOwn<T>(object: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') object[key] = value;
  else
    Object.defineProperty(object, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
}
