/* eslint-disable prefer-rest-params -- arguments that are only counted cost nothing, an array of them would */
import type { Context } from '@opentelemetry/api';
import { kMaxRunArguments, type AnyFunction, type Carrier } from './carrier';

/** The carrier of the moment: it may change after a function was bound. */
export interface CurrentCarrier {
  carrier: Carrier;
}

/**
 * A function that calls `target` in the context, with the same `length`: frameworks go by it, Express by that of its
 * handlers. Forms for the usual lengths, as setting the property of each function took most of the time of binding it.
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

/** A proxy may throw, or have another one each time. */
function lengthOf(target: AnyFunction): unknown {
  try {
    return target.length;
  } catch {
    return undefined;
  }
}

/** The same for a function whose `length` nobody asks for; its own is three. */
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
