import type { Context } from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import {
  methodsOf,
  setMethods,
  type EmitterMethod,
  type EmitterMethods,
  type EventName,
  type Listener,
} from './emitter-methods';

/** Property of a bound listener: the listener that was passed, which another manager may have bound. */
const kGiven = Symbol.for('@otel-native/context-native given listener');

/** Returns a function that runs the listener in the context. */
export type BindListener = (context: Context, listener: Listener) => Listener;

/** The state of a bound emitter. */
interface BoundState {
  readonly context: Context;
  /** The methods that the emitter had before it was bound. */
  readonly originals: EmitterMethods;
}

/**
 * Binds emitters: listeners that are added later run in the context of the binding.
 *
 * All bound emitters have the same eight functions, which read a state object on the emitter. Rejected: a closure per method
 * and emitter. An HTTP service binds two emitters per request, and the closures were most of the cost of the context
 * manager.
 */
export class EmitterBinding {
  /** Each manager has its own symbol, so that two managers can bind one emitter. */
  readonly #state = Symbol('otel-native bound emitter');
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
    const originals = methodsOf(emitter);
    (emitter as unknown as Record<symbol, BoundState>)[this.#state] = { context, originals };
    setMethods(emitter, originals, this.#methods);
  }

  #stateOf(emitter: object): BoundState | undefined {
    return (emitter as Record<symbol, BoundState | undefined>)[this.#state];
  }

  /** Returns the original method; that of the base class if a bound method was borrowed for an unbound emitter. */
  #original(emitter: object, name: EmitterMethod): Listener {
    const originals =
      this.#stateOf(emitter)?.originals ?? (EventEmitter.prototype as EmitterMethods);
    return originals[name] as Listener;
  }

  /** Makes the shared functions. They become methods of emitters, so their `this` is the emitter. */
  #sharedMethods(): EmitterMethods {
    const original = (emitter: object, name: EmitterMethod) => this.#original(emitter, name);
    const add = this.#add.bind(this);
    const boundForm = this.#boundForm.bind(this);
    const adder = (name: EmitterMethod) =>
      function (this: object, event: EventName, listener: Listener): unknown {
        return add(this, name, event, listener);
      };
    const remover = (name: EmitterMethod) =>
      function (this: object, event: EventName, listener: Listener): unknown {
        return original(this, name).call(this, event, boundForm(this, event, listener) ?? listener);
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
        return original(this, 'removeAllListeners').apply(this, args);
      },
    };
  }

  /** Returns the newest bound listener for the given one. A search, because removal is rare and a map would cost every add. */
  #boundForm(emitter: object, event: EventName, given: Listener): Listener | undefined {
    const listeners = EventEmitter.prototype.rawListeners.call(emitter, event) as BoundListener[];
    for (let i = listeners.length - 1; i >= 0; i--) {
      const listener = listeners[i]!;
      if (listener === given || listener.listener === given) return undefined;
      let bound: BoundListener | undefined = listener.listener ?? listener;
      while (bound !== undefined && bound[kGiven] !== given) bound = bound[kGiven];
      if (bound !== undefined) return bound;
    }
    return undefined;
  }

  #add(emitter: object, name: EmitterMethod, event: EventName, listener: Listener): unknown {
    const original = this.#original(emitter, name);
    const state = this.#stateOf(emitter);
    // The emitter throws its own error for a listener that is not a function.
    if (this.#adding || state === undefined || typeof listener !== 'function') {
      return original.call(emitter, event, listener);
    }
    const bound = this.#bindListener(state.context, listener) as BoundListener;
    bound[kGiven] = listener;
    this.#adding = true;
    try {
      return original.call(emitter, event, bound);
    } finally {
      this.#adding = false;
    }
  }
}

interface BoundListener extends Listener {
  /** The inner listener of a wrapper that `once` added. */
  listener?: BoundListener;
  [kGiven]?: BoundListener;
}
