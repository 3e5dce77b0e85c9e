import type { ReceivedLog, ReceivedSpan } from 'otlp-receiver';

/** When to show traces, and how many spans to buffer until then. */
export interface TraceBufferOptions {
  /** Milliseconds to wait after the last span of a trace whose root and named parents have all arrived. */
  readonly completeMillis: number;
  /** Milliseconds to wait after the last span of an incomplete trace. */
  readonly incompleteMillis: number;
  /** Milliseconds that log records wait for the first span of their trace. Applications send log records earlier. */
  readonly logMillis: number;
  /** Most spans and log records buffered; above it the oldest traces are shown at once. */
  readonly maxItems: number;
}

const kDefaults: TraceBufferOptions = {
  completeMillis: 200,
  incompleteMillis: 2_000,
  logMillis: 7_000,
  maxItems: 20_000,
};
/** How many shown traces to remember. */
const kMaxShown = 10_000;

type Show = (
  spans: readonly ReceivedSpan[],
  isContinued: boolean,
  logs: readonly ReceivedLog[],
) => void;

interface WaitingTrace {
  readonly spans: ReceivedSpan[];
  readonly logs: ReceivedLog[];
  timer: NodeJS.Timeout | undefined;
}

/** Groups spans and log records by trace, also across requests, and shows each trace once it seems complete. */
export class TraceBuffer {
  readonly #show: Show;
  readonly #options: TraceBufferOptions;
  readonly #waiting = new Map<string, WaitingTrace>();
  readonly #shown = new Set<string>();
  #itemCount = 0;

  constructor(show: Show, options: Partial<TraceBufferOptions> = {}) {
    this.#show = show;
    this.#options = { ...kDefaults, ...options };
  }

  add(spans: readonly ReceivedSpan[]): void {
    for (const [traceId, ofTrace] of Map.groupBy(spans, ({ traceId }) => traceId)) {
      this.#addTo(traceId, ofTrace, []);
    }
    this.#limit();
  }

  addLogs(logs: readonly ReceivedLog[]): void {
    for (const [traceId, ofTrace] of Map.groupBy(logs, ({ traceId }) => traceId)) {
      this.#addTo(traceId, [], ofTrace);
    }
    this.#limit();
  }

  #limit(): void {
    for (const traceId of this.#waiting.keys()) {
      if (this.#itemCount <= this.#options.maxItems) break;
      this.#flushTrace(traceId);
    }
  }

  /** Shows everything still buffered. */
  flush(): void {
    for (const traceId of this.#waiting.keys()) this.#flushTrace(traceId);
  }

  #addTo(traceId: string, spans: readonly ReceivedSpan[], logs: readonly ReceivedLog[]): void {
    const trace = this.#waiting.get(traceId) ?? { spans: [], logs: [], timer: undefined };
    this.#waiting.set(traceId, trace);
    for (const span of spans) trace.spans.push(span);
    for (const log of logs) trace.logs.push(log);
    this.#itemCount += spans.length + logs.length;
    clearTimeout(trace.timer);
    trace.timer = setTimeout(() => this.#flushTrace(traceId), this.#waitOf(traceId, trace));
  }

  #waitOf(traceId: string, { spans }: WaitingTrace): number {
    const { completeMillis, incompleteMillis, logMillis } = this.#options;
    // The spans of a shown trace are gone: its log records are late.
    if (spans.length === 0) return this.#shown.has(traceId) ? completeMillis : logMillis;
    return isComplete(spans) ? completeMillis : incompleteMillis;
  }

  #flushTrace(traceId: string): void {
    const trace = this.#waiting.get(traceId);
    if (trace === undefined) return;
    clearTimeout(trace.timer);
    this.#waiting.delete(traceId);
    this.#itemCount -= trace.spans.length + trace.logs.length;
    this.#show(trace.spans, this.#shown.has(traceId), trace.logs);
    if (trace.spans.length > 0) this.#remember(traceId);
  }

  #remember(traceId: string): void {
    this.#shown.add(traceId);
    if (this.#shown.size <= kMaxShown) return;
    const [oldest] = this.#shown;
    this.#shown.delete(oldest!);
  }
}

/** Whether a root and every named parent have arrived. */
function isComplete(spans: readonly ReceivedSpan[]): boolean {
  const ids = new Set(['', ...spans.map(({ spanId }) => spanId)]);
  return (
    spans.some(({ parentSpanId }) => parentSpanId === '') &&
    spans.every(({ parentSpanId }) => ids.has(parentSpanId))
  );
}
