import type { ReceivedSpan } from 'otlp-receiver';

const kKinds = ['', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

/**
 * Returns spans as lines that are indented below their parents, in the order in which they started.
 * Those that started at one time are in the order given.
 */
export function treeOf(spans: readonly ReceivedSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const ordered = spans.toSorted((a, b) =>
    Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)),
  );
  const below = (parent: string, depth: number): string[] =>
    ordered
      .filter(({ parentSpanId }) => (ids.has(parentSpanId) ? parentSpanId : '') === parent)
      .flatMap((span) => ['  '.repeat(depth) + lineOf(span), ...below(span.spanId, depth + 1)]);
  return below('', 0);
}

function lineOf({ name, kind, status, attributes }: ReceivedSpan): string {
  const suffix = status.code === 2 ? ` ERROR ${String(attributes['error.type'])}` : '';
  return `${name} ${kKinds[kind]}${suffix}`;
}
