import type { ReceivedLog, ReceivedMetric, ReceivedSpan } from 'otlp-receiver';
import { logLine } from './log-text.ts';
import { metricLines } from './metric-text.ts';
import { TraceBuffer } from './trace-buffer.ts';
import { traceText } from './trace-text.ts';

/** Prints received telemetry. */
export interface Printer {
  spans(spans: readonly ReceivedSpan[]): void;
  metrics(metrics: readonly ReceivedMetric[]): void;
  logs(logs: readonly ReceivedLog[]): void;
  /** Prints what is still buffered. */
  flush(): void;
}

/**
 * Prints a trace as a tree with its log records once it seems complete. Prints metrics, and log records without a span,
 * as lines at once.
 */
export function textPrinter(print: (text: string) => void = console.log): Printer {
  const buffer = new TraceBuffer((spans, isContinued, logs) => {
    if (spans.length > 0) print(traceText(spans, isContinued, logs));
    else logs.forEach((log) => print(logLine(log)));
  });
  return {
    spans: (spans) => buffer.add(spans),
    metrics: (metrics) => metrics.flatMap(metricLines).forEach((line) => print(line)),
    logs(logs) {
      logs.filter(({ traceId }) => traceId === '').forEach((log) => print(logLine(log)));
      buffer.addLogs(logs.filter(({ traceId }) => traceId !== ''));
    },
    flush: () => buffer.flush(),
  };
}

/** Prints a line of JSON for each span, metric and log record at once, for programs. */
export function jsonPrinter(print: (text: string) => void = console.log): Printer {
  return {
    spans: (spans) => spans.forEach((span) => print(json({ type: 'span', ...span }))),
    metrics: (metrics) => metrics.forEach((metric) => print(json({ type: 'metric', ...metric }))),
    logs: (logs) => logs.forEach((log) => print(json({ type: 'log', ...log }))),
    flush: () => undefined,
  };
}

/** JSON with bytes as base64. */
function json(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Uint8Array ? { base64: Buffer.from(one).toString('base64') } : one,
  );
}
