import type { NativeContextManager } from './native-context-manager';

/** Where all copies of the API in a process keep what is registered with them. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');

/**
 * The address of a reader of the context manager that is registered with the API now, for native code: see
 * {@link NativeContextManager.nativeReader}.
 *
 * @returns undefined where no `NativeContextManager` is registered, or there is no binary for this Node
 */
export function nativeContextReader(): bigint | undefined {
  const globals = (globalThis as Record<symbol, unknown>)[kApiGlobals] as
    { context?: Partial<NativeContextManager> } | undefined;
  // Not by class: the manager may come from another copy of this package, ESM or CommonJS.
  return globals?.context?.nativeReader?.();
}
