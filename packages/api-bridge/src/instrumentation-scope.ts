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
  <Result>(name: string, fn: (span: Span) => Result): Result;
  <Result>(name: string, options: SpanOptions, fn: (span: Span) => Result): Result;
}

/**
 * What a library records its telemetry with. Every part may be destructured, kept, and used before the application
 * registers an SDK.
 */
export interface InstrumentationScope {
  readonly tracer: Tracer;
  /**
   * Its instruments may be made before an SDK is registered. Observable instruments made before reach the SDK at the
   * first use of the scope after it was registered.
   */
  readonly meter: Meter;
  readonly logger: Logger;
  /**
   * Runs `fn` with a new span that is active during the call, and returns what `fn` returned.
   *
   * The span ends when `fn` returns, or when the promise that it returned is settled. A throw or rejection is
   * recorded (`recordException`, status ERROR with the message) and passed on as it is. A thenable that is not a
   * plain promise, such as a query builder, is returned itself; the span then ends when it is awaited. Spans that
   * `fn` ended are left alone. A failure of the SDK never reaches the caller.
   */
  readonly span: SpanFunction;
}

/**
 * Names a library as the source of its telemetry and gives it what it records with, bound to whatever SDK the
 * application registers, before or after this call. Without one nothing is recorded and nothing is printed.
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
