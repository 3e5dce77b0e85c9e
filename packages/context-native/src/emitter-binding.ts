import type { Context } from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import {
  kEmitterMethods,
  originalMethods,
  type EmitterMethod,
  type OriginalMethods,
} from './emitter-methods';

type Listener = (...args: unknown[]) => unknown;
type EventName = string | symbol;

/** Makes a function that runs the listener in the context. */
export type BindListener = (context: Context, listener: Listener) => Listener;

/** What a bound emitter carries. */
interface BoundState {
  readonly context: Context;
  readonly originals: OriginalMethods;
  /** By event, the bound form of each listener, so that it can be removed by the original. */
  bound: Record<EventName, WeakMap<Listener, Listener>> | undefined;
}

type Methods = Record<EmitterMethod, (this: object, ...args: never[]) => unknown>;

/**
 * Binds emitters: listeners that are added later run in the context that was given.
 *
 * All bound emitters get the same eight functions; what differs is in a state object that the functions find on the
 * emitter. A closure per method and emitter was rejected: an HTTP service binds two emitters per request, and those
 * closures were most of what the context manager cost it.
 */
export class EmitterBinding {
  /** Each manager has its own symbol, so that two managers can bind one emitter. */
  readonly #key = Symbol('otel-native bound emitter');
  readonly #bindListener: BindListener;
  readonly #methods = this.#sharedMethods();
  /**
   * True while an original method adds a bound listener. `once` wraps its listener and calls `on`; binding the wrapper
   * too would hide it from `removeListener`, which looks for the wrapper's `listener` property.
   */
  #adding = false;

  constructor(bindListener: BindListener) {
    this.#bindListener = bindListener;
  }

  bind(context: Context, emitter: EventEmitter): void {
    if (this.#stateOf(emitter) !== undefined) return;
    const originals = originalMethods(emitter);
    const target = emitter as unknown as Record<string | symbol, unknown>;
    const state: BoundState = { context, originals, bound: undefined };
    target[this.#key] = state;
    for (const name of kEmitterMethods) {
      if (originals[name] !== undefined) target[name] = this.#methods[name];
    }
  }

  #stateOf(emitter: object): BoundState | undefined {
    return (emitter as Record<symbol, BoundState | undefined>)[this.#key];
  }

  /** The method under the emitter's own; that of the base class when a method was lent to an unbound emitter. */
  #original(emitter: object, name: EmitterMethod): Listener {
    const originals = this.#stateOf(emitter)?.originals ?? EventEmitter.prototype;
    return originals[name] as Listener;
  }

  /** The functions become methods of emitters, so their `this` is the emitter. */
  #sharedMethods(): Methods {
    const stateOf = (emitter: object) => this.#stateOf(emitter);
    const original = (emitter: object, name: EmitterMethod) => this.#original(emitter, name);
    const add = this.#add.bind(this);
    const adder = (name: EmitterMethod) =>
      function (this: object, event: EventName, listener: Listener): unknown {
        return add(this, name, event, listener);
      };
    const remover = (name: EmitterMethod) =>
      function (this: object, event: EventName, listener: Listener): unknown {
        const bound = stateOf(this)?.bound?.[event]?.get(listener) ?? listener;
        return original(this, name).call(this, event, bound);
      };
    return {
      addListener: adder('addListener'),
      on: adder('on'),
      once: adder('once'),
      prependListener: adder('prependListener'),
      prependOnceListener: adder('prependOnceListener'),
      removeListener: remover('removeListener'),
      off: remover('off'),
      removeAllListeners(this: object, ...args: EventName[]): unknown {
        const state = stateOf(this);
        if (args.length === 0 && state) state.bound = undefined;
        else if (state?.bound) delete state.bound[args[0]!];
        return original(this, 'removeAllListeners').apply(this, args);
      },
    };
  }

  #add(emitter: object, name: EmitterMethod, event: EventName, listener: Listener): unknown {
    const original = this.#original(emitter, name);
    const state = this.#stateOf(emitter);
    // What is no function goes through as it is: the emitter has its own error for it.
    if (this.#adding || state === undefined || typeof listener !== 'function') {
      return original.call(emitter, event, listener);
    }
    state.bound ??= Object.create(null) as NonNullable<BoundState['bound']>;
    const boundListeners = (state.bound[event] ??= new WeakMap());
    let bound = boundListeners.get(listener);
    if (bound === undefined) {
      bound = this.#bindListener(state.context, listener);
      boundListeners.set(listener, bound);
    }
    this.#adding = true;
    try {
      return original.call(emitter, event, bound);
    } finally {
      this.#adding = false;
    }
  }
}
