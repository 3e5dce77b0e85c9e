import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';

/** A constant of this module: V8 looks an imported one up each time. */
const apiRoot: unknown = ROOT_CONTEXT;

/**
 * A context that holds one value and the context it was made from. The API's own class copies a `Map` and makes three
 * closures for each value that is set; contexts hold two or three values, which a walk along the links finds as fast.
 *
 * Its properties are internal, but no `#private` ones: native code reads them by name (native/property-names.hpp).
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
   * Also the method of the API's root, see {@link linkRootContext}: V8 inlines a call whose target is always the same
   * function. Its receiver is undefined where someone took it off the root.
   */
  setValue(this: LinkedContext | undefined, key: symbol, value: unknown): Context {
    const isRoot = this === undefined || this === apiRoot;
    return new LinkedContext(key, value, isRoot ? emptyContext : without(this, key));
  }

  deleteValue(key: symbol): Context {
    return without(this, key);
  }
}

/** What contexts made from the API's root link to. It holds nothing either. */
export const emptyContext = new LinkedContext(undefined, undefined, undefined);

/** The context without a key: else a key that is set again and again would keep all its old values alive. */
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
 * Copies the links from `context` to the one above `end`, and puts them on `below`. A loop, as contexts may hold more links
 * than a stack has room for; one without a list of them, as `setSpan` comes here where a span is below another value.
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
 * Lets contexts that are made from the API's `ROOT_CONTEXT` link too. It is the active context where none was set, and
 * applications compare it by identity, so no other object can stand in for it: its method is replaced instead
 * (docs/adr/0012-the-root-context-links.md). Contexts are the same to everyone who uses them. A frozen one stays as it is.
 */
export function linkRootContext(): void {
  Reflect.set(ROOT_CONTEXT, 'setValue', emptyContext.setValue);
}
