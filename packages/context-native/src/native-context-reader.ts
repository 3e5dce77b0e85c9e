import type { NativeContextManager } from './native-context-manager';

/** The global in which all copies of the API in a process keep the registered parts. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');

/**
 * Returns the address of a reader, for native code, of the context manager that is registered with the API now: see
 * {@link NativeContextManager.nativeReader}.
 *
 * @returns undefined if no `NativeContextManager` is registered, or there is no binary for this Node
 */
export function nativeContextReader(): bigint | undefined {
  const globals = (globalThis as Record<symbol, unknown>)[kApiGlobals] as
    { context?: Partial<NativeContextManager> } | undefined;
  // No check of the class: the manager may belong to another copy of this package, ESM or CommonJS.
  return globals?.context?.nativeReader?.();
}
