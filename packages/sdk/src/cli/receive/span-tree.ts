import type { ReceivedSpan } from 'otlp-receiver';

/** A span and its place in its trace. */
export interface TreeRow {
  readonly span: ReceivedSpan;
  /** The characters that draw the branches in front of the span. */
  readonly branches: string;
  /** The characters in front of a line that belongs to the span, such as a log record. */
  readonly below: string;
  /** The span names a parent that was not received. */
  readonly isParentUnknown: boolean;
}

/** Deeper levels are drawn at this depth. */
const kMaxDrawnDepth = 24;

/**
 * Orders the spans of one trace as a tree: each parent before its children, siblings by start time. Every span appears
 * once, even if parents form a circle.
 */
export function treeRows(spans: readonly ReceivedSpan[]): TreeRow[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const children = Map.groupBy(spans, ({ parentSpanId }) => parentSpanId);
  const rows: TreeRow[] = [];
  const seen = new Set<ReceivedSpan>();
  const isRoot = (span: ReceivedSpan) => !byId.has(span.parentSpanId);
  for (const roots of [spans.filter(isRoot), spans]) {
    for (const root of inOrder(roots)) addTree(root);
  }
  return rows;

  /** Uses its own stack: a trace may be deeper than the call stack. */
  function addTree(root: ReceivedSpan): void {
    const waiting = [{ span: root, depth: 0, first: '', rest: '' }];
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const { span, depth, first, rest } = row;
      if (seen.has(span)) continue;
      seen.add(span);
      const isParentUnknown = span.parentSpanId !== '' && !byId.has(span.parentSpanId);
      const inside = inOrder(children.get(span.spanId) ?? []).filter((child) => !seen.has(child));
      const below = `${rest}${inside.length === 0 ? '   ' : '│  '}`;
      rows.push({ span, branches: first, below, isParentUnknown });
      const isDrawn = depth < kMaxDrawnDepth;
      for (const [index, child] of inside.toReversed().entries()) {
        waiting.push({
          span: child,
          depth: depth + 1,
          first: isDrawn ? `${rest}${index === 0 ? '└─ ' : '├─ '}` : first,
          rest: isDrawn ? `${rest}${index === 0 ? '   ' : '│  '}` : rest,
        });
      }
    }
  }
}

function inOrder(spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  return spans.toSorted((a, b) => {
    const difference = BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
}
