import type { ReceivedMetric, ReceivedSpan } from 'otlp-receiver';
import { metricLines } from './metric-text.ts';
import { TraceBuffer } from './trace-buffer.ts';
import { traceText } from './trace-text.ts';

/** Prints received telemetry. */
export interface Printer {
  spans(spans: readonly ReceivedSpan[]): void;
  metrics(metrics: readonly ReceivedMetric[]): void;
  /** Prints what is still buffered. */
  flush(): void;
}

/** Prints a trace as a tree once it seems complete, and metrics as lines at once. */
export function textPrinter(print: (text: string) => void = console.log): Printer {
  const buffer = new TraceBuffer((spans, isContinued) => print(traceText(spans, isContinued)));
  return {
    spans: (spans) => buffer.add(spans),
    metrics: (metrics) => metrics.flatMap(metricLines).forEach((line) => print(line)),
    flush: () => buffer.flush(),
  };
}

/** Prints a line of JSON for each span and each metric at once, for programs. */
export function jsonPrinter(print: (text: string) => void = console.log): Printer {
  return {
    spans: (spans) => spans.forEach((span) => print(json({ type: 'span', ...span }))),
    metrics: (metrics) => metrics.forEach((metric) => print(json({ type: 'metric', ...metric }))),
    flush: () => undefined,
  };
}

/** JSON with bytes as base64. */
function json(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Uint8Array ? { base64: Buffer.from(one).toString('base64') } : one,
  );
}
