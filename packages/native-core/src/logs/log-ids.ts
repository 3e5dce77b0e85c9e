import {
  ROOT_CONTEXT,
  isSpanContextValid,
  trace,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { wordOfHex } from '../values/ids';

// Copied into this module, because V8 looks up an imported constant at each use.
const apiRoot: Context = ROOT_CONTEXT;

/** Returns the span context of a context. The API's root holds none, and to look takes longer than to compare. */
export function spanContextOf(context: Context): SpanContext | undefined {
  return context === apiRoot ? undefined : trace.getSpanContext(context);
}

/** The ids of a span context as words, all zero unless it is valid; see `values/ids.ts`. */
export class LogIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly isValid: boolean;
  readonly traceId0: number;
  readonly traceId1: number;
  readonly traceId2: number;
  readonly traceId3: number;
  readonly spanId0: number;
  readonly spanId1: number;

  constructor(traceId: string, spanId: string) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.isValid = isSpanContextValid({ traceId, spanId, traceFlags: 0 });
    this.traceId0 = this.isValid ? wordOfHex(traceId, 0) : 0;
    this.traceId1 = this.isValid ? wordOfHex(traceId, 8) : 0;
    this.traceId2 = this.isValid ? wordOfHex(traceId, 16) : 0;
    this.traceId3 = this.isValid ? wordOfHex(traceId, 24) : 0;
    this.spanId0 = this.isValid ? wordOfHex(spanId, 0) : 0;
    this.spanId1 = this.isValid ? wordOfHex(spanId, 8) : 0;
  }
}

let last = new LogIds('', '');

/**
 * Returns the ids of a span context as words. Remembers those of the last span: most spans emit several log records, and to
 * check and convert 48 digits takes as long as to write a short record.
 */
export function logIdsOf(traceId: unknown, spanId: unknown): LogIds {
  if (last.spanId === spanId && last.traceId === traceId) return last;
  if (typeof traceId !== 'string' || typeof spanId !== 'string') return kNone;
  return (last = new LogIds(traceId, spanId));
}

const kNone = last;
