import type { Context } from '@opentelemetry/api';

export type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Carries the active context through calls, and through the asynchronous work that they start. */
export interface Carrier {
  /** Returns the active context; undefined if none was set. */
  active(): Context | undefined;
  /** Calls `fn` in the context with `count` arguments: at most three; none if `count` is zero or less. */
  run(
    context: Context,
    fn: AnyFunction,
    receiver: unknown,
    count: number,
    a: unknown,
    b: unknown,
    c: unknown,
  ): unknown;
  /** As `run`, with any number of arguments. */
  apply(context: Context, fn: AnyFunction, receiver: unknown, args: ArrayLike<unknown>): unknown;
  /** Makes the context active for the rest of the current call chain. */
  enter(context: Context): void;
  /** Forgets every active context. */
  clear(): void;
}

/** Limit of arguments for {@link Carrier.run}. */
export const kMaxRunArguments = 3;

const kCall = Function.prototype.call;

/** Calls `fn` with `count` arguments. A `switch` needs neither an array of arguments nor a bound function. */
export function callWith(
  fn: AnyFunction,
  receiver: unknown,
  count: number,
  a: unknown,
  b: unknown,
  c: unknown,
): unknown {
  // `call` may be replaced: some proxies return a method for every property name.
  if (fn.call !== kCall) return Reflect.apply(fn, receiver, [a, b, c].slice(0, Math.max(0, count)));
  switch (count) {
    case 1:
      return fn.call(receiver, a);
    case 2:
      return fn.call(receiver, a, b);
    case 3:
      return fn.call(receiver, a, b, c);
    default:
      return fn.call(receiver);
  }
}
