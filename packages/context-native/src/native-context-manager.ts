import type { Context, ContextManagementToken, ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { Attachment } from './attachment';
import { EmitterBinding } from './emitter-binding';
import { rootContext } from './linked-context';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** `AsyncLocalStorage` as it is from Node.js 25.9 on. */
interface WithScope {
  withScope?: (context: Context) => ContextManagementToken;
}

/** `with` gets context, function and receiver before the function's own arguments. */
const kOwnParameters = 3;

/**
 * Keeps the active context through calls, promises, timers and callbacks.
 * https://opentelemetry.io/docs/specs/otel/context/
 */
export class NativeContextManager implements ContextManager {
  /** What carries the context: Node's `AsyncLocalStorage`. */
  readonly mode = 'async-local-storage' as const;
  readonly #storage = new AsyncLocalStorage<Context>();
  readonly #emitters = new EmitterBinding((context, listener) =>
    this.#bindFunction(context, listener),
  );

  /**
   * The active context. Where none was set, a root context of our own: it is empty as the API's `ROOT_CONTEXT`, but
   * setting a value in it copies nothing. Contexts of the API's class work everywhere.
   */
  active(): Context {
    return this.#storage.getStore() ?? rootContext;
  }

  /**
   * Calls `fn` with `context` active, and returns or throws what it does. What `fn` starts (promises, timers, I/O)
   * keeps the context.
   * @param thisArg the receiver of the call; none when null or undefined
   */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F>;
  with(
    context: Context,
    fn: AnyFunction,
    thisArg?: unknown,
    a?: unknown,
    b?: unknown,
    c?: unknown,
  ): unknown {
    const storage = this.#storage;
    // Nearly every call has no receiver and few arguments: those need no array of arguments and no bound function.
    if (thisArg === undefined || thisArg === null) {
      switch (arguments.length) {
        case 0:
        case 1:
        case 2:
        case kOwnParameters:
          return storage.run(context, fn);
        case kOwnParameters + 1:
          return storage.run(context, fn, a);
        case kOwnParameters + 2:
          return storage.run(context, fn, a, b);
        case kOwnParameters + 3:
          return storage.run(context, fn, a, b, c);
      }
    }
    // eslint-disable-next-line prefer-rest-params
    const args = Array.prototype.slice.call(arguments, kOwnParameters) as unknown[];
    return storage.run(context, Reflect.apply, fn, thisArg, args);
  }

  /**
   * Binds a context to a target.
   *
   * A function: returns a function that calls it with the context active. An `EventEmitter`: returns the
   * emitter itself, whose listeners that are added from now on run with the context active; binding it again
   * changes nothing. Anything else is returned as it is.
   */
  bind<T>(context: Context, target: T): T {
    if (target instanceof EventEmitter) {
      this.#emitters.bind(context, target);
      return target;
    }
    if (typeof target !== 'function') return target;
    return this.#bindFunction(context, target as unknown as AnyFunction) as T;
  }

  /**
   * Makes `context` active for the rest of the current call chain, until the token is disposed; then what was active
   * before is active again. Disposing twice does nothing. In an async function, what is attached before the first
   * `await` also stays active in the caller: prefer {@link NativeContextManager.with}.
   */
  attach(context: Context): ContextManagementToken {
    const { withScope } = this.#storage as WithScope;
    if (withScope !== undefined) return withScope.call(this.#storage, context);
    const previous = this.active();
    this.#storage.enterWith(context);
    return new Attachment(this.#storage, previous);
  }

  enable(): this {
    return this;
  }

  /** Makes the root context active everywhere, until the next {@link NativeContextManager.with} or {@link NativeContextManager.attach}. */
  disable(): this {
    this.#storage.disable();
    return this;
  }

  #bindFunction(context: Context, target: AnyFunction): AnyFunction {
    const storage = this.#storage;
    const bound = function (this: unknown, ...args: unknown[]): unknown {
      return storage.run(context, Reflect.apply, target, this, args);
    };
    Object.defineProperty(bound, 'length', { value: target.length });
    return bound;
  }
}
