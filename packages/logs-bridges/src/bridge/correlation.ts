import {
  ROOT_CONTEXT,
  isSpanContextValid,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { isReporting, quietDiag } from './quiet-diag';

/** Adds fields to a record that is logged in a span. */
export type LogHookFunction = (span: Span, record: Record<string, unknown>) => void;

/** Options of correlation. Names and defaults are those of the official instrumentations. */
export interface CorrelationOptions {
  /** Adds no ids to what the logger writes. Default: false. */
  disableLogCorrelation?: boolean;
  /** Called for each record that is logged in a span, unless ids are disabled or the record reports an error of a bridge. It may add fields. Default: none. */
  logHook?: LogHookFunction;
}

/** Adds the ids of the context's span to a record of a logger, then calls the hook. */
export function addIds(
  record: Record<string, unknown>,
  context: Context,
  logHook: LogHookFunction | undefined,
): void {
  // The root holds nothing, and to look takes longer than to compare.
  if (context === ROOT_CONTEXT) return;
  const span = trace.getSpan(context);
  if (span === undefined) return;
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return;
  const { traceId, spanId, traceFlags } = spanContext;
  record['trace_id'] = traceId;
  record['span_id'] = spanId;
  record['trace_flags'] = traceFlags === 1 ? '01' : `0${traceFlags.toString(16)}`;
  // A hook that fails would otherwise fail again for the line that reports it, without end.
  if (logHook === undefined || isReporting()) return;
  try {
    logHook(span, record);
  } catch (error) {
    quietDiag.error('error calling logHook', error);
  }
}

/** Returns whether a field is one that {@link addIds} adds: a log record has its ids elsewhere. */
export function isIdField(key: string): boolean {
  return key === 'trace_id' || key === 'span_id' || key === 'trace_flags';
}
