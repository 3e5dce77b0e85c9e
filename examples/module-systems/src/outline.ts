import type { ReceivedSpan } from 'otlp-receiver';

/** Scopes and names of spans as a tree, children indented, in the order of their starts. */
export function outline(spans: readonly ReceivedSpan[]): string {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !known.has(parentSpanId));
  return lines(spans, roots, '').join('\n');
}

function lines(
  spans: readonly ReceivedSpan[],
  siblings: readonly ReceivedSpan[],
  indentation: string,
): string[] {
  return siblings.toSorted(byStart).flatMap((span) => {
    const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
    return [
      `${indentation}${span.scope.name}: ${span.name}`,
      ...lines(spans, children, `${indentation}  `),
    ];
  });
}

function byStart(a: ReceivedSpan, b: ReceivedSpan): number {
  return Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano));
}
