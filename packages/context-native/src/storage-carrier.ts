import type { Context } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnyFunction, Carrier } from './carrier';

/** Node's own way, on every version. */
export class StorageCarrier implements Carrier {
  readonly #storage = new AsyncLocalStorage<Context>();

  active(): Context | undefined {
    return this.#storage.getStore();
  }

  run(
    context: Context,
    fn: AnyFunction,
    count: number,
    a: unknown,
    b: unknown,
    c: unknown,
  ): unknown {
    switch (count) {
      case 1:
        return this.#storage.run(context, fn, a);
      case 2:
        return this.#storage.run(context, fn, a, b);
      case 3:
        return this.#storage.run(context, fn, a, b, c);
      default:
        return this.#storage.run(context, fn);
    }
  }

  apply(context: Context, fn: AnyFunction, receiver: unknown, args: readonly unknown[]): unknown {
    return this.#storage.run(context, Reflect.apply, fn, receiver, args);
  }

  enter(context: Context): void {
    this.#storage.enterWith(context);
  }

  clear(): void {
    this.#storage.disable();
  }
}
