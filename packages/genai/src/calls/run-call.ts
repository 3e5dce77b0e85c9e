import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';
import type { GenAiCall } from './gen-ai-call';

type Call = GenAiCall<unknown> & { readonly isStreaming?: boolean };
type Then = (...handlers: ((value: unknown) => unknown)[]) => unknown;

/**
 * Runs `fn` in the context of a call, and ends the call when the result of `fn` settles, unless a stream will end it. The caller receives
 * what `fn` returns or throws.
 */
export function runCall<Result>(call: Call, fn: (call: never) => Result): Result {
  let result: Result;
  try {
    result = runInside(
      (run) => call.run(run),
      () => fn(call as never),
    );
  } catch (error) {
    call.fail(error);
    throw error;
  }
  return endWhenSettled(call, result);
}

function endWhenSettled<Result>(call: Call, result: Result): Result {
  const succeeded = <T>(value: T): T => {
    if (call.isStreaming !== true) call.end();
    return value;
  };
  const failed = (error: unknown): never => {
    call.fail(error);
    throw error;
  };
  const then = thenOf(result);
  if (then === undefined) return succeeded(result);
  // A new promise of the same class: a handler on the original promise would hide an unhandled rejection.
  if (then === Promise.prototype.then) return then.call(result, succeeded, failed) as Result;
  // Other thenables, such as the promises of providers' clients, have more methods: the object stays, and the call ends when it is awaited.
  const value: Then = (...handlers) =>
    new Promise((...settle) => then.call(result, ...settle))
      .then(succeeded, failed)
      .then(...handlers);
  const property = { configurable: true, writable: true, value };
  if (quietly(() => Reflect.defineProperty(result as object, 'then', property)) !== true) {
    call.end();
  }
  return result;
}

/** Returns the value's `then`; undefined if the value cannot be awaited. */
function thenOf(value: unknown): Then | undefined {
  const then = quietly(() => (value as { then?: unknown } | null | undefined)?.then);
  return typeof then === 'function' ? (then as Then) : undefined;
}
