import {
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanKind,
  type Tracer,
} from '@opentelemetry/api';

/**
 * Starts a span, as the official instrumentation does with `requireParentfor…Spans`: without a parent there is a span that
 * records nothing, and a remote parent takes the place of the span.
 */
export function startSpan(
  tracer: Tracer,
  name: string,
  options: { readonly kind: SpanKind; readonly attributes: Attributes },
  parentContext: Context,
  requiresParent: boolean,
): Span {
  if (requiresParent) {
    const parent = trace.getSpan(parentContext);
    const spanContext = parent?.spanContext();
    if (spanContext === undefined || !isSpanContextValid(spanContext))
      return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    if (spanContext.isRemote === true) return parent!;
  }
  return tracer.startSpan(name, options, parentContext);
}
