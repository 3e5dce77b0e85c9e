import {
  INVALID_SPAN_CONTEXT,
  SpanStatusCode,
  context,
  trace,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { quietly } from './quietly';

/**
 * Runs `fn` with a new span that is active during the call. Ends the span when the result of `fn` settles. The caller
 * receives every error of `fn` unchanged, and no error of the telemetry.
 */
export function runInSpan<Result>(
  tracer: Tracer,
  name: string,
  options: SpanOptions,
  fn: (span: Span) => Result,
): Result {
  const span =
    quietly(() => tracer.startSpan(name, options)) ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const outcome = { ran: false, threw: false, value: undefined as unknown };
  const run = () => {
    outcome.ran = true;
    try {
      outcome.value = fn(span);
    } catch (error) {
      outcome.threw = true;
      outcome.value = error;
    }
  };
  quietly(() => context.with(trace.setSpan(context.active(), span), run));
  // The context manager failed before it called `run`: the call must happen anyway.
  if (!outcome.ran) run();
  if (!outcome.threw) return endWhenSettled(span, outcome.value as Result);
  fail(span, outcome.value);
  throw outcome.value;
}

function endWhenSettled<Result>(span: Span, result: Result): Result {
  const then = thenOf(result);
  const succeeded = <T>(value: T): T => {
    end(span);
    return value;
  };
  const failed = (error: unknown): never => {
    fail(span, error);
    throw error;
  };
  if (then === undefined) return succeeded(result);
  // Returns a new promise of the same class: a handler on the original promise would hide an unhandled rejection.
  if (then === Promise.prototype.then) {
    return then.call(result, succeeded, failed) as Result;
  }
  // Other thenables (query builders, promises of clients) have more methods, and may start their work only when `then` is
  // called: returns the object itself, and ends the span when the caller awaits it.
  try {
    const value: Then = (...handlers) =>
      new Promise((...settle) => then.call(result, ...settle))
        .then(succeeded, failed)
        .then(...handlers);
    Object.defineProperty(result, 'then', { configurable: true, value });
  } catch {
    end(span);
  }
  return result;
}

type Then = (...handlers: ((value: unknown) => unknown)[]) => unknown;

/** Returns the value's `then`; undefined if the value cannot be awaited. */
function thenOf(value: unknown): Then | undefined {
  const then = quietly(() => (value as { then?: unknown } | null | undefined)?.then);
  return typeof then === 'function' ? (then as Then) : undefined;
}

function fail(span: Span, error: unknown): void {
  quietly(() => {
    if (!span.isRecording()) return;
    const message = messageOf(error);
    span.recordException(error instanceof Error ? error : message);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  });
  end(span);
}

/** Returns the message of an error. Converts no other object to text: that may take any time, as for an array with many holes. */
function messageOf(error: unknown): string {
  const message = (error as Error | null)?.message;
  if (typeof message === 'string' && message !== '') return message;
  const isText = error instanceof Error || Object(error) !== error;
  return isText ? String(error) : `(${typeof error})`;
}

/** Ends the span unless `fn` already ended it: an SDK would warn of a second end. */
function end(span: Span): void {
  quietly(() => {
    if (span.isRecording()) span.end();
  });
}
