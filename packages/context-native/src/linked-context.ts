import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';

/** Copied into this module, because V8 looks up an imported constant at each use. */
const apiRoot: unknown = ROOT_CONTEXT;

/**
 * A context that holds one value and a link to the context it was made from. The API's own class copies a `Map` and makes
 * three closures for each value. Contexts hold two or three values, and a walk along the links is as fast as a look-up.
 *
 * The properties are internal but not `#private`, because native code reads them by name (native/property-names.hpp).
 */
class LinkedContext implements Context {
  /** @internal */ readonly contextKey: symbol | undefined;
  /** @internal */ readonly contextValue: unknown;
  /** @internal Set a second time only while a copy of links is made. */ contextParent:
    LinkedContext | undefined;

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

  /**
   * Also the method of the API's root (see {@link linkRootContext}), because V8 inlines a call whose target is always the
   * same function. `this` is undefined if someone calls the method without the root.
   */
  setValue(this: LinkedContext | undefined, key: symbol, value: unknown): Context {
    const isRoot = this === undefined || this === apiRoot;
    return new LinkedContext(key, value, isRoot ? emptyContext : without(this, key));
  }

  deleteValue(key: symbol): Context {
    return without(this, key);
  }
}

/** The end of all links: contexts made from the API's root link to it. Holds nothing, like the root. */
export const emptyContext = new LinkedContext(undefined, undefined, undefined);

/** Returns the context without a key, so that setting a key again and again does not keep old values alive. */
function without(context: LinkedContext, key: symbol): LinkedContext {
  let below = context.contextParent;
  if (below === undefined) return context;
  if (context.contextKey === key) return below;
  for (let link = below; (below = link.contextParent) !== undefined; link = below) {
    if (link.contextKey === key) return copyAbove(context, link, below);
  }
  return context;
}

/**
 * Copies the links from `context` to the one above `end`, and puts them on `below`. A loop, because recursion could overflow
 * the stack; without a list of links, because `setSpan` often calls this (when a span is below another value).
 */
function copyAbove(context: LinkedContext, end: LinkedContext, below: LinkedContext) {
  const top = new LinkedContext(context.contextKey, context.contextValue, below);
  let lowest = top;
  for (let link = context.contextParent!; link !== end; link = link.contextParent!) {
    const copy = new LinkedContext(link.contextKey, link.contextValue, below);
    lowest.contextParent = copy;
    lowest = copy;
  }
  return top;
}

/**
 * Makes contexts from the API's `ROOT_CONTEXT` link, too. Applications compare the root by identity, so no other object can
 * replace it: this function replaces its method (docs/adr/0012-the-root-context-links.md). Users see no difference. A frozen
 * root stays as it is.
 */
export function linkRootContext(): void {
  Reflect.set(ROOT_CONTEXT, 'setValue', emptyContext.setValue);
}
