import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';

/**
 * A context that holds one value and the context it was made from. The API's own class copies a `Map` and makes three
 * closures for each value that is set; contexts hold two or three values, which a walk along the links finds as fast.
 *
 * Its properties are internal, but no `#private` ones: native code reads them by name (native/property-names.hpp).
 */
class LinkedContext implements Context {
  /** @internal */ readonly contextKey: symbol | undefined;
  /** @internal */ readonly contextValue: unknown;
  /** @internal */ readonly contextParent: LinkedContext | undefined;

  constructor(key: symbol | undefined, value: unknown, parent: LinkedContext | undefined) {
    this.contextKey = key;
    this.contextValue = value;
    this.contextParent = parent;
  }

  getValue(key: symbol): unknown {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let context: LinkedContext | undefined = this;
    while (context !== undefined) {
      if (context.contextKey === key) return context.contextValue;
      context = context.contextParent;
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
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let link: LinkedContext = this;
    for (; link.contextParent !== undefined; link = link.contextParent) {
      if (link.contextKey !== key) continue;
      return link === this ? link.contextParent : this.#skipping(link, link.contextParent);
    }
    return this;
  }

  /** Copies the links above one, and puts them on what is below it. Contexts may hold more links than a stack has room for. */
  #skipping(skipped: LinkedContext, below: LinkedContext): LinkedContext {
    const above: LinkedContext[] = [];
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let link: LinkedContext | undefined = this;
    for (; link !== undefined && link !== skipped; link = link.contextParent) above.push(link);
    return above.reduceRight(
      (copy, { contextKey, contextValue }) => new LinkedContext(contextKey, contextValue, copy),
      below,
    );
  }
}

const kEmpty = new LinkedContext(undefined, undefined, undefined);

const linkToRoot: Context['setValue'] = (key, value) => new LinkedContext(key, value, kEmpty);

/**
 * Lets contexts that are made from the API's `ROOT_CONTEXT` link too. It is the active context where none was set, and
 * applications compare it by identity, so no other object can stand in for it: its method is replaced instead
 * (docs/adr/0012-the-root-context-links.md). Contexts are the same to everyone who uses them. A frozen one stays as it is.
 */
export function linkRootContext(): void {
  Reflect.set(ROOT_CONTEXT, 'setValue', linkToRoot);
}
