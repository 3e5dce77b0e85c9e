import type { ReceivedMetric, ReceivedSpan } from 'otlp-receiver';
import { metricLines } from './metric-text.ts';
import { TraceBuffer } from './trace-buffer.ts';
import { traceText } from './trace-text.ts';

/** Prints what was received. */
export interface Printer {
  spans(spans: readonly ReceivedSpan[]): void;
  metrics(metrics: readonly ReceivedMetric[]): void;
  /** Prints what still waits. */
  flush(): void;
}

/** Traces as trees when they seem complete, metrics as lines at once. */
export function textPrinter(print: (text: string) => void = console.log): Printer {
  const buffer = new TraceBuffer((spans, isContinued) => print(traceText(spans, isContinued)));
  return {
    spans: (spans) => buffer.add(spans),
    metrics: (metrics) => metrics.flatMap(metricLines).forEach((line) => print(line)),
    flush: () => buffer.flush(),
  };
}

/** Everything at once, for programs: a line for each span and each metric. */
export function jsonPrinter(print: (text: string) => void = console.log): Printer {
  return {
    spans: (spans) => spans.forEach((span) => print(json({ type: 'span', ...span }))),
    metrics: (metrics) => metrics.forEach((metric) => print(json({ type: 'metric', ...metric }))),
    flush: () => undefined,
  };
}

/** Bytes become base64. */
function json(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Uint8Array ? { base64: Buffer.from(one).toString('base64') } : one,
  );
}
