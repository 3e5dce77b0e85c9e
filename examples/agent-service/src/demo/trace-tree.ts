import type { ReceivedLog, ReceivedSpan } from 'otlp-receiver';

const kindNames = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
const timelineWidth = 30;

/**
 * The spans of one trace, one a line: indented below its parent, in the order of their starts, with kind, duration and
 * place in time. A span whose parent is not among them is a root. Below a span are its log records.
 */
export function formatTrace(
  spans: readonly ReceivedSpan[],
  logs: readonly ReceivedLog[] = [],
): string {
  const rows = treeRows(spans);
  const logsOf = Map.groupBy(logs, ({ spanId }) => spanId);
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const timeline = timelineOf(spans);
  return rows
    .flatMap(({ label, below, span }) => {
      const kind = (kindNames[span.kind] ?? '').padEnd(8);
      const duration = `${durationMs(span).toFixed(2)} ms`.padStart(10);
      const line = `${label.padEnd(labelWidth)}  ${kind}  ${duration}  ${timeline(span)}`;
      const ofSpan = logsOf.get(span.spanId) ?? [];
      return [line.trimEnd(), ...ofSpan.map((log) => `${below}· ${logText(log)}`)];
    })
    .join('\n');
}

/** The trace whose root took the middle time of all, so neither the first, cold one nor an outlier. */
export function typicalTrace(spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  const roots = spans.filter((span) => span.parentSpanId === '');
  const byDuration = roots.sort((a, b) => durationMs(a) - durationMs(b));
  const middle = byDuration[Math.floor(byDuration.length / 2)];
  return spans.filter((span) => span.traceId === middle?.traceId);
}

export function durationMs(span: ReceivedSpan): number {
  return Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6;
}

interface TreeRow {
  readonly label: string;
  /** What stands in front of a line below the span. */
  readonly below: string;
  readonly span: ReceivedSpan;
}

function treeRows(spans: readonly ReceivedSpan[]): TreeRow[] {
  const ids = new Set(spans.map((span) => span.spanId));
  const childrenOf = (parentId: string) =>
    spans
      .filter((span) => (ids.has(span.parentSpanId) ? span.parentSpanId : '') === parentId)
      .sort(byStart);
  const rowsBelow = (parentId: string, indent: string): TreeRow[] => {
    const children = childrenOf(parentId);
    return children.flatMap((span, index) => {
      const isLast = index === children.length - 1;
      const label = indent + (isLast ? '└─ ' : '├─ ') + span.name;
      const indentBelow = indent + (isLast ? '   ' : '│  ');
      const rows = rowsBelow(span.spanId, indentBelow);
      const below = indentBelow + (rows.length > 0 ? '│  ' : '   ');
      return [{ label, below, span }, ...rows];
    });
  };
  return childrenOf('').flatMap((span) => {
    const rows = rowsBelow(span.spanId, '');
    return [{ label: span.name, below: rows.length > 0 ? '│  ' : '   ', span }, ...rows];
  });
}

/** Severity, body and attributes. */
function logText({ severityText, body, attributes }: ReceivedLog): string {
  const texts = Object.entries(attributes).map(([key, value]) => `${key}=${String(value)}`);
  return [severityText, String(body), ...texts].join(' ');
}

/** Starts have a resolution of a millisecond in places; of two that seem to be one, the first to end comes first. */
function byStart(a: ReceivedSpan, b: ReceivedSpan): number {
  const difference =
    BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano) ||
    BigInt(a.endTimeUnixNano) - BigInt(b.endTimeUnixNano);
  return Number(difference);
}

/** Draws when a span ran, within the time of all. */
function timelineOf(spans: readonly ReceivedSpan[]): (span: ReceivedSpan) => string {
  const nanos = (text: string) => Number(BigInt(text) - origin);
  const origin = spans
    .map((span) => BigInt(span.startTimeUnixNano))
    .reduce((first, start) => (start < first ? start : first));
  const total = Math.max(1, ...spans.map((span) => nanos(span.endTimeUnixNano)));
  return (span) => {
    const column = (text: string) => Math.floor((nanos(text) / total) * (timelineWidth - 1));
    const start = column(span.startTimeUnixNano);
    const length = column(span.endTimeUnixNano) - start + 1;
    return ' '.repeat(start) + '━'.repeat(Math.max(1, length));
  };
}
