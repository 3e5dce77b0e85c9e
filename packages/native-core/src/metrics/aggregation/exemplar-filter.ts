import {
  ROOT_CONTEXT,
  TraceFlags,
  context as contextApi,
  trace,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';

/** Selects the measurements that may become exemplars: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplarfilter */
export type ExemplarFilter = 'always_on' | 'always_off' | 'trace_based';

const kNoSpan: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };

/** Returns the span context that an exemplar refers to; undefined when the measurement cannot become an exemplar. */
export function spanForExemplar(
  filter: ExemplarFilter,
  context: Context | undefined,
): SpanContext | undefined {
  const active = context ?? contextApi.active();
  // A look-up in the root context, which holds nothing, takes a fifth of a whole measurement.
  const span = active === ROOT_CONTEXT ? undefined : trace.getSpan(active);
  if (span === undefined) return filter === 'always_on' ? kNoSpan : undefined;
  const spanContext = span.spanContext();
  if (filter === 'always_on') return spanContext;
  return (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0 ? spanContext : undefined;
}
