import type { ReceivedSpan } from 'otlp-receiver';

/** Spans as a tree, one `scope: name` per line, children in the order of their start. */
export function traceOutline(spans: readonly ReceivedSpan[]): string {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  return linesOf(roots, spans, '').join('\n');
}

function linesOf(
  level: readonly ReceivedSpan[],
  spans: readonly ReceivedSpan[],
  indent: string,
): string[] {
  return level.toSorted(byStart).flatMap((span) => {
    const children = spans.filter(
      ({ traceId, parentSpanId }) => traceId === span.traceId && parentSpanId === span.spanId,
    );
    const line = `${indent}${span.scope.name}: ${span.name}`;
    return [line, ...linesOf(children, spans, `${indent}  `)];
  });
}

function byStart(a: ReceivedSpan, b: ReceivedSpan): number {
  return Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano));
}
