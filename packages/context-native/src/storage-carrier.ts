import type { Context } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { callWith, type AnyFunction, type Carrier } from './carrier';

/** Carries contexts with `AsyncLocalStorage`, on every version of Node. */
export class StorageCarrier implements Carrier {
  readonly #storage = new AsyncLocalStorage<Context>();

  active(): Context | undefined {
    return this.#storage.getStore();
  }

  run(
    context: Context,
    fn: AnyFunction,
    receiver: unknown,
    count: number,
    a: unknown,
    b: unknown,
    c: unknown,
  ): unknown {
    // The usual call. The other one takes an array of six, which made `with` slower than the official manager on Node 22.
    if (receiver === null && count <= 0) return this.#storage.run(context, fn);
    return this.#storage.run(context, callWith, fn, receiver, count, a, b, c);
  }

  apply(context: Context, fn: AnyFunction, receiver: unknown, args: ArrayLike<unknown>): unknown {
    return this.#storage.run(context, Reflect.apply, fn, receiver, args);
  }

  enter(context: Context): void {
    this.#storage.enterWith(context);
  }

  clear(): void {
    this.#storage.disable();
  }
}
