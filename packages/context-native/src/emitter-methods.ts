import type { EventEmitter } from 'node:events';

export type Listener = (this: unknown, ...args: unknown[]) => unknown;
export type EventName = string | symbol;
type AnyMethod = (this: object, ...args: never[]) => unknown;

/** The methods through which listeners come to an emitter and leave it; what a bound emitter has of its own. */
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
 * The methods that an emitter has now. Emitters of one class share one object as long as the methods are the same, so
 * that binding a request allocates nothing for them. Name by name, here and in {@link setMethods}: V8 knows where a
 * property is that the code names, and has to look up one that a loop does.
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

/** Gives an emitter methods of its own, but none that it did not have. */
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
