import type { Context } from '@opentelemetry/api';

export type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Carries the active context through calls and what they start. */
export interface Carrier {
  /** Undefined where none was set. */
  active(): Context | undefined;
  /** Calls `fn` with `count` arguments: three at most, none when it is zero or less. */
  run(
    context: Context,
    fn: AnyFunction,
    receiver: unknown,
    count: number,
    a: unknown,
    b: unknown,
    c: unknown,
  ): unknown;
  /** The same with any number of arguments. */
  apply(context: Context, fn: AnyFunction, receiver: unknown, args: ArrayLike<unknown>): unknown;
  /** Makes the context active for the rest of the current call chain. */
  enter(context: Context): void;
  /** Forgets every active context. */
  clear(): void;
}

/** The most arguments that {@link Carrier.run} takes. */
export const kMaxRunArguments = 3;

const kCall = Function.prototype.call;

/** As a `switch`, which needs neither an array of arguments nor a bound function. */
export function callWith(
  fn: AnyFunction,
  receiver: unknown,
  count: number,
  a: unknown,
  b: unknown,
  c: unknown,
): unknown {
  // A stand-in for a function of elsewhere may take every property's name for one of its methods.
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
