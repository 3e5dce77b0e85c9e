import type { Attributes, Context, Link, SpanKind, TraceState } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/api';

export { SamplingDecision };

/** The decision of a {@link Sampler} about a span that is about to start. */
export interface SamplingResult {
  /** Whether the span is recorded, and whether it is exported. */
  decision: SamplingDecision;
  /** Attributes to add to the span. */
  attributes?: Readonly<Attributes>;
  /** Replaces the trace state that the span would take from its parent. */
  traceState?: TraceState;
}

/**
 * Decides which spans are recorded and exported. See
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#sampler
 */
export interface Sampler {
  /**
   * Called once per span, before it exists.
   * @param context the parent context; it may hold a parent span
   * @param traceId the trace id that the span will have
   * @param attributes the attributes given at the start, cleaned
   * @param links the links given at the start
   */
  shouldSample(
    context: Context,
    traceId: string,
    spanName: string,
    spanKind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult;
  /** The name and settings, for people. */
  toString(): string;
}
