import type { Logger, Meter, Span, SpanOptions, Tracer } from '@opentelemetry/api';
import { lazyLogger } from './lazy-logger';
import { lazyMeter } from './lazy-meter';
import { lazyTracer } from './lazy-tracer';
import { quietly } from './quietly';
import { runInSpan } from './run-in-span';

/** Options of {@link instrumentationScope}. */
export interface InstrumentationScopeOptions {
  /** Schema of the telemetry: https://opentelemetry.io/docs/specs/otel/schemas/ */
  readonly schemaUrl?: string;
}

type SpanBody<Result> = (span: Span) => Result;

/** Runs `fn` in a span. See {@link InstrumentationScope.span}. */
export interface SpanFunction {
  /** Runs `fn` in a span with the default options. */
  <Result>(name: string, fn: (span: Span) => Result): Result;
  /** Runs `fn` in a span with these options (kind, attributes, links, start time). */
  <Result>(name: string, options: SpanOptions, fn: (span: Span) => Result): Result;
}

/**
 * Records the telemetry of one library. Every part may be destructured, kept, and used before the application registers
 * an SDK.
 */
export interface InstrumentationScope {
  /** Starts spans. Before an SDK is registered, its spans record nothing. */
  readonly tracer: Tracer;
  /**
   * Makes instruments, also before an SDK is registered. An observable instrument made earlier reaches the SDK when the
   * scope is first used after registration.
   */
  readonly meter: Meter;
  /** Emits log records. Before an SDK is registered, it drops them. */
  readonly logger: Logger;
  /**
   * Runs `fn` with a new span that is active during the call, and returns what `fn` returned.
   *
   * The span ends when `fn` returns, or when the promise that `fn` returned settles. The span records an error that
   * `fn` throws or rejects with (`recordException`, status ERROR with the message); the caller receives the same error.
   * A thenable that is not a plain promise, such as a query builder, is returned unchanged, and the span ends when the
   * caller awaits it. A span that `fn` ended itself stays as it is. A failure of the SDK never reaches the caller.
   */
  readonly span: SpanFunction;
}

/**
 * Returns the tracer, meter and logger of a library. They use the SDK that the application registers before or after
 * this call. Without an SDK they record nothing and print nothing.
 * https://opentelemetry.io/docs/specs/otel/common/instrumentation-scope/
 *
 * @param name the library's name, as in its package.json
 * @param version the library's version
 */
export function instrumentationScope(
  name: string,
  version?: string,
  options?: InstrumentationScopeOptions,
): InstrumentationScope {
  const schemaUrl = options?.schemaUrl;
  const scope = [name, version, schemaUrl === undefined ? undefined : { schemaUrl }] as const;
  const tracer = lazyTracer(scope);
  const { meter, refresh } = lazyMeter(scope);
  const span: SpanFunction = <Result>(
    spanName: string,
    spanOptions: SpanOptions | SpanBody<Result>,
    fn?: SpanBody<Result>,
  ): Result => {
    quietly(refresh);
    return fn
      ? runInSpan(tracer, spanName, spanOptions as SpanOptions, fn)
      : runInSpan(tracer, spanName, {}, spanOptions as SpanBody<Result>);
  };
  return { tracer, meter, logger: lazyLogger(scope), span };
}
