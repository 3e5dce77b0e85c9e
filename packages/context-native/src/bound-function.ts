/* eslint-disable prefer-rest-params -- arguments that are only counted cost nothing, an array of them would */
import type { Context } from '@opentelemetry/api';
import { kMaxRunArguments, type AnyFunction, type Carrier } from './carrier';

/** Holds the present carrier, which may change after a function was bound. */
export interface CurrentCarrier {
  carrier: Carrier;
}

/**
 * Returns a function that calls `target` in the context. It has the same `length` as the
 * target, because frameworks read it (Express does for its handlers). Each usual length has a function of its own:
 * setting the `length` property took most of the time of binding a function.
 */
export function boundFunction(
  current: CurrentCarrier,
  context: Context,
  target: AnyFunction,
): AnyFunction {
  const length = lengthOf(target);
  switch (length) {
    case 0:
      return function (this: unknown): unknown {
        return arguments.length === 0
          ? current.carrier.run(context, target, this, 0, undefined, undefined, undefined)
          : current.carrier.apply(context, target, this, arguments);
      };
    case 1:
      return function (this: unknown, a: unknown): unknown {
        return arguments.length === 1
          ? current.carrier.run(context, target, this, 1, a, undefined, undefined)
          : current.carrier.apply(context, target, this, arguments);
      };
    case 2:
      return function (this: unknown, a: unknown, b: unknown): unknown {
        return arguments.length === 2
          ? current.carrier.run(context, target, this, 2, a, b, undefined)
          : current.carrier.apply(context, target, this, arguments);
      };
    case 3:
      return boundListener(current, context, target);
    default:
      return Object.defineProperty(boundListener(current, context, target), 'length', {
        value: length,
      });
  }
}

/** Returns the length, read once: a proxy may throw, or return another one each time. */
function lengthOf(target: AnyFunction): unknown {
  try {
    return target.length;
  } catch {
    return undefined;
  }
}

/** As `boundFunction`, for functions whose `length` nobody reads; it is always three. */
export function boundListener(
  current: CurrentCarrier,
  context: Context,
  target: AnyFunction,
): AnyFunction {
  return function (this: unknown, a: unknown, b: unknown, c: unknown): unknown {
    const count = arguments.length;
    return count <= kMaxRunArguments
      ? current.carrier.run(context, target, this, count, a, b, c)
      : current.carrier.apply(context, target, this, arguments);
  };
}
