import type { EventEmitter } from 'node:events';

/** The methods through which listeners come to an emitter and leave it; what a bound emitter has of its own. */
export const kEmitterMethods = [
  'addListener',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'removeListener',
  'off',
  'removeAllListeners',
] as const;

export type EmitterMethod = (typeof kEmitterMethods)[number];

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

/** An emitter's methods as they were before it was bound. */
export type OriginalMethods = Readonly<Record<EmitterMethod, AnyMethod | undefined>>;

const originalsOfPrototype = new WeakMap<object, OriginalMethods>();

/**
 * The methods that an emitter has now. Emitters of one class share one object as long as the methods are the same, so
 * that binding a request allocates nothing for them.
 */
export function originalMethods(emitter: EventEmitter): OriginalMethods {
  const methods = emitter as unknown as OriginalMethods;
  const prototype = Object.getPrototypeOf(emitter) as object;
  const known = originalsOfPrototype.get(prototype);
  if (known !== undefined && kEmitterMethods.every((name) => known[name] === methods[name])) {
    return known;
  }
  const originals = Object.fromEntries(
    kEmitterMethods.map((name) => [name, methods[name]]),
  ) as unknown as OriginalMethods;
  originalsOfPrototype.set(prototype, originals);
  return originals;
}
