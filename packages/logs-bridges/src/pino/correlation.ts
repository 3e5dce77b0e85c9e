import {
  ROOT_CONTEXT,
  context as contextApi,
  isSpanContextValid,
  trace,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import type { Mixin } from './pino-logger';
import type { LogKeys, PinoBridgeOptions } from './pino-options';
import { isReporting, quietDiag } from '../bridge/quiet-diag';

const kDefaultKeys: LogKeys = { traceId: 'trace_id', spanId: 'span_id', traceFlags: 'trace_flags' };

/** Where the present options come from: they may change while loggers exist. */
export interface Correlating {
  readonly options: Pick<PinoBridgeOptions, 'logKeys' | 'logHook'>;
}

export function isInSpan(): boolean {
  const active = contextApi.active();
  // The root holds nothing, and to look takes longer than to compare.
  return active !== ROOT_CONTEXT && trace.getSpan(active) !== undefined;
}

/** Returns a mixin that adds the ids of the active span; fields of the logger's own mixin win. */
export function correlatingMixin(state: Correlating, own: Mixin | undefined): Mixin {
  const ids: Mixin = (_context, level) => {
    const span = trace.getSpan(contextApi.active());
    return span === undefined ? {} : idsOf(span, level, state.options);
  };
  if (own === undefined) return ids;
  return (context, level, ...rest) =>
    Object.assign(ids(context, level), own(context, level, ...rest));
}

function idsOf(span: Span, level: number, { logKeys, logHook }: PinoBridgeOptions): object {
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return {};
  const keys = logKeys ?? kDefaultKeys;
  const record: Record<string, unknown> = {
    [keys.traceId]: spanContext.traceId,
    [keys.spanId]: spanContext.spanId,
    [keys.traceFlags]: flagsOf(spanContext),
  };
  // A hook that fails would otherwise fail again for the line that reports it, without end.
  if (logHook === undefined || isReporting()) return record;
  try {
    logHook(span, record, level);
  } catch (error) {
    quietDiag.error('pino instrumentation: error calling logHook', error);
  }
  return record;
}

/** Returns a time function that writes the ids of the active span behind the time. */
export function correlatingTime(state: Correlating, own: () => string): () => string {
  let lastSpanId: string | undefined;
  let lastTraceId: string | undefined;
  let lastFlags = -1;
  let lastKeys: LogKeys | undefined;
  let ids = '';
  return () => {
    const time = own();
    const spanContext = trace.getSpanContext(contextApi.active());
    if (spanContext === undefined) return time;
    const { spanId, traceId, traceFlags } = spanContext;
    const { logKeys } = state.options;
    // Most spans log several lines.
    if (
      spanId !== lastSpanId ||
      traceId !== lastTraceId ||
      traceFlags !== lastFlags ||
      logKeys !== lastKeys
    ) {
      ids = isSpanContextValid(spanContext) ? fieldsOf(spanContext, logKeys ?? kDefaultKeys) : '';
      lastSpanId = spanId;
      lastTraceId = traceId;
      lastFlags = traceFlags;
      lastKeys = logKeys;
    }
    return time + ids;
  };
}

function fieldsOf(spanContext: SpanContext, keys: LogKeys): string {
  const fields = {
    [keys.traceId]: spanContext.traceId,
    [keys.spanId]: spanContext.spanId,
    [keys.traceFlags]: flagsOf(spanContext),
  };
  return `,${JSON.stringify(fields).slice(1, -1)}`;
}

function flagsOf({ traceFlags }: SpanContext): string {
  return `0${traceFlags.toString(16)}`;
}
