import type { EventEmitter } from 'node:events';

export type Listener = (this: unknown, ...args: unknown[]) => unknown;
export type EventName = string | symbol;
type AnyMethod = (this: object, ...args: never[]) => unknown;

/** The methods that add and remove listeners. A bound emitter has its own ones. */
export interface EmitterMethods {
  addListener: AnyMethod;
  on: AnyMethod;
  once: AnyMethod;
  prependListener: AnyMethod;
  prependOnceListener: AnyMethod;
  removeListener: AnyMethod;
  off: AnyMethod;
  removeAllListeners: AnyMethod;
}

export type EmitterMethod = keyof EmitterMethods;

const methodsOfPrototype = new WeakMap<object, EmitterMethods>();

/**
 * Returns the present methods of an emitter. Emitters of one class share the object while their methods are the same, so that
 * binding a request allocates nothing. No loop here and in {@link setMethods}: V8 knows the place of a property that the
 * code names, but must look up one that a loop names.
 */
export function methodsOf(emitter: EventEmitter): EmitterMethods {
  const prototype = Object.getPrototypeOf(emitter) as object;
  const known = methodsOfPrototype.get(prototype);
  if (
    known !== undefined &&
    known.addListener === emitter.addListener &&
    known.on === emitter.on &&
    known.once === emitter.once &&
    known.prependListener === emitter.prependListener &&
    known.prependOnceListener === emitter.prependOnceListener &&
    known.removeListener === emitter.removeListener &&
    known.off === emitter.off &&
    known.removeAllListeners === emitter.removeAllListeners
  ) {
    return known;
  }
  const methods: EmitterMethods = {
    addListener: emitter.addListener,
    on: emitter.on,
    once: emitter.once,
    prependListener: emitter.prependListener,
    prependOnceListener: emitter.prependOnceListener,
    removeListener: emitter.removeListener,
    off: emitter.off,
    removeAllListeners: emitter.removeAllListeners,
  };
  methodsOfPrototype.set(prototype, methods);
  return methods;
}

/** Sets methods on an emitter; skips those that the emitter never had. */
export function setMethods(
  emitter: EventEmitter,
  had: EmitterMethods,
  methods: EmitterMethods,
): void {
  const target = emitter as unknown as EmitterMethods;
  if (had.addListener !== undefined) target.addListener = methods.addListener;
  if (had.on !== undefined) target.on = methods.on;
  if (had.once !== undefined) target.once = methods.once;
  if (had.prependListener !== undefined) target.prependListener = methods.prependListener;
  if (had.prependOnceListener !== undefined)
    target.prependOnceListener = methods.prependOnceListener;
  if (had.removeListener !== undefined) target.removeListener = methods.removeListener;
  if (had.off !== undefined) target.off = methods.off;
  if (had.removeAllListeners !== undefined) target.removeAllListeners = methods.removeAllListeners;
}
