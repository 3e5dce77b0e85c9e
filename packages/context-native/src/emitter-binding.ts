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

/** On a bound listener: the one that was given, which may be one that another manager bound. */
const kGiven = Symbol.for('@otel-native/context-native given listener');

/** Makes a function that runs the listener in the context. */
export type BindListener = (context: Context, listener: Listener) => Listener;

/** What a bound emitter carries. */
interface BoundState {
  readonly context: Context;
  /** The methods under the emitter's own. */
  readonly originals: EmitterMethods;
}

/**
 * Binds emitters: listeners that are added later run in the context that was given.
 *
 * All bound emitters get the same eight functions; what differs is in a state object that the functions find on the
 * emitter. A closure per method and emitter was rejected: an HTTP service binds two emitters per request, and those
 * closures were most of what the context manager cost it.
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

  /** The method under the emitter's own; that of the base class when a method was lent to an unbound emitter. */
  #original(emitter: object, name: EmitterMethod): Listener {
    const originals =
      this.#stateOf(emitter)?.originals ?? (EventEmitter.prototype as EmitterMethods);
    return originals[name] as Listener;
  }

  /** The functions become methods of emitters, so their `this` is the emitter. */
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

  /** The listener last added that stands for the given one. Searched for: removing is rare, and a map to keep is not free. */
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
    // What is no function goes through as it is: the emitter has its own error for it.
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
  /** Of what `once` adds: the listener inside. */
  listener?: BoundListener;
  [kGiven]?: BoundListener;
}
