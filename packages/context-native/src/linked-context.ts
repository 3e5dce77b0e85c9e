import type { Context } from '@opentelemetry/api';

/**
 * A context that holds one value and the context it was made from. The API's own class copies a `Map` and makes three
 * closures for each value that is set; contexts hold two or three values, which a walk along the links finds as fast.
 */
class LinkedContext implements Context {
  readonly #key: symbol | undefined;
  readonly #value: unknown;
  readonly #parent: LinkedContext | undefined;

  constructor(key: symbol | undefined, value: unknown, parent: LinkedContext | undefined) {
    this.#key = key;
    this.#value = value;
    this.#parent = parent;
  }

  getValue(key: symbol): unknown {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let context: LinkedContext | undefined = this;
    while (context !== undefined) {
      if (context.#key === key) return context.#value;
      context = context.#parent;
    }
    return undefined;
  }

  setValue(key: symbol, value: unknown): Context {
    return new LinkedContext(key, value, this.#without(key));
  }

  deleteValue(key: symbol): Context {
    return this.#without(key);
  }

  /** This context without a key: else a key that is set again and again would keep all its old values alive. */
  #without(key: symbol): LinkedContext {
    if (this.#parent === undefined) return this;
    if (this.#key === key) return this.#parent;
    const parent = this.#parent.#without(key);
    return parent === this.#parent ? this : new LinkedContext(this.#key, this.#value, parent);
  }
}

/** The context that is active where none was set. It holds nothing, as `ROOT_CONTEXT` of the API. */
export const rootContext: Context = new LinkedContext(undefined, undefined, undefined);
