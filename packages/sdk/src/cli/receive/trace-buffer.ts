import type { ReceivedSpan } from 'otlp-receiver';

/** When to show traces, and how many spans to buffer until then. */
export interface TraceBufferOptions {
  /** Milliseconds to wait after the last span of a trace whose root and named parents have all arrived. */
  readonly completeMillis: number;
  /** Milliseconds to wait after the last span of an incomplete trace. */
  readonly incompleteMillis: number;
  /** Most spans buffered; above it the oldest traces are shown at once. */
  readonly maxSpans: number;
}

const kDefaults: TraceBufferOptions = {
  completeMillis: 200,
  incompleteMillis: 2_000,
  maxSpans: 20_000,
};
/** How many shown traces to remember. */
const kMaxShown = 10_000;

type Show = (spans: readonly ReceivedSpan[], isContinued: boolean) => void;

interface WaitingTrace {
  readonly spans: ReceivedSpan[];
  timer: NodeJS.Timeout | undefined;
}

/** Groups spans by trace, also across requests, and shows each trace once it seems complete. */
export class TraceBuffer {
  readonly #show: Show;
  readonly #options: TraceBufferOptions;
  readonly #waiting = new Map<string, WaitingTrace>();
  readonly #shown = new Set<string>();
  #spanCount = 0;

  constructor(show: Show, options: Partial<TraceBufferOptions> = {}) {
    this.#show = show;
    this.#options = { ...kDefaults, ...options };
  }

  add(spans: readonly ReceivedSpan[]): void {
    for (const [traceId, ofTrace] of Map.groupBy(spans, ({ traceId }) => traceId)) {
      this.#addTo(traceId, ofTrace);
    }
    for (const traceId of this.#waiting.keys()) {
      if (this.#spanCount <= this.#options.maxSpans) break;
      this.#flushTrace(traceId);
    }
  }

  /** Shows everything still buffered. */
  flush(): void {
    for (const traceId of this.#waiting.keys()) this.#flushTrace(traceId);
  }

  #addTo(traceId: string, spans: readonly ReceivedSpan[]): void {
    const trace = this.#waiting.get(traceId) ?? { spans: [], timer: undefined };
    this.#waiting.set(traceId, trace);
    for (const span of spans) trace.spans.push(span);
    this.#spanCount += spans.length;
    clearTimeout(trace.timer);
    const { completeMillis, incompleteMillis } = this.#options;
    const wait = isComplete(trace.spans) ? completeMillis : incompleteMillis;
    trace.timer = setTimeout(() => this.#flushTrace(traceId), wait);
  }

  #flushTrace(traceId: string): void {
    const trace = this.#waiting.get(traceId);
    if (trace === undefined) return;
    clearTimeout(trace.timer);
    this.#waiting.delete(traceId);
    this.#spanCount -= trace.spans.length;
    this.#show(trace.spans, this.#shown.has(traceId));
    this.#remember(traceId);
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
