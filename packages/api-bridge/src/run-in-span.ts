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
 * Runs `fn` with a new span that is active during the call, and ends the span when what `fn` returned is settled. No
 * failure of the telemetry reaches the caller, and no failure of `fn` is changed on its way.
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
  // A context manager that failed before it came to the call must not swallow the call.
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
  // A promise of the same class. The original with a handler beside it would hide a rejection that nobody handles.
  if (then === Promise.prototype.then) {
    return then.call(result, succeeded, failed) as Result;
  }
  // Other thenables have more methods (query builders, clients' own promises) and may start their work only when
  // `then` is called: the object itself is returned, and the span ends when it is awaited.
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

/** The value's `then`, or undefined where it cannot be awaited. */
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

/** The text of an object that is no error may take any time, as that of an array with many holes. */
function messageOf(error: unknown): string {
  const message = (error as Error | null)?.message;
  if (typeof message === 'string' && message !== '') return message;
  const isText = error instanceof Error || Object(error) !== error;
  return isText ? String(error) : `(${typeof error})`;
}

/** Ends the span unless `fn` already did, which an SDK would complain about. */
function end(span: Span): void {
  quietly(() => {
    if (span.isRecording()) span.end();
  });
}
