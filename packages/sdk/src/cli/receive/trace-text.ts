import type { ReceivedLog, ReceivedSpan } from 'otlp-receiver';
import { logText } from './log-text.ts';
import { treeRows, type TreeRow } from './span-tree.ts';
import { attributesOf, counted, durationOf, shown } from './text.ts';

/** Span kinds by their OTLP numbers. Internal spans (the default) show none. */
const kKinds = ['', '', 'server', 'client', 'producer', 'consumer'];
const kOk = 1;
const kError = 2;
/** Spans and log records shown of one trace. */
const kMaxRows = 500;

/**
 * Formats a trace as a tree: one line for the trace, then one for each span, followed by its log records. Records of
 * spans that were not received are at the end.
 */
export function traceText(
  spans: readonly ReceivedSpan[],
  isContinued: boolean,
  logs: readonly ReceivedLog[] = [],
): string {
  const [first] = spans;
  const bySpan = Map.groupBy(logs, ({ spanId }) => spanId);
  const lines = treeRows(spans).flatMap((row) => {
    const ofSpan = bySpan.get(row.span.spanId) ?? [];
    bySpan.delete(row.span.spanId);
    return [rowText(row), ...ofSpan.map((log) => `${row.below}• ${logText(log)}`)];
  });
  for (const log of [...bySpan.values()].flat()) lines.push(`• ${logText(log)}`);
  const more = lines.length - kMaxRows;
  if (more > 0) lines.splice(kMaxRows, more, `(${more} more)`);
  const services = [...new Set(spans.map(serviceOf))].join(', ');
  const title = isContinued ? `trace ${first!.traceId} goes on` : `trace ${first!.traceId}`;
  return [`${title}  ${services}  ${counted(spans.length, 'span')}`, ...lines, ''].join('\n');
}

function rowText({ span, branches, isParentUnknown }: TreeRow): string {
  const parts = [
    `${branches}${shown(span.name)}`,
    durationOf(span.startTimeUnixNano, span.endTimeUnixNano),
    kKinds[span.kind] ?? '',
    statusText(span),
    serviceOf(span),
    isParentUnknown ? `(parent ${span.parentSpanId} did not come)` : '',
    attributesOf(span.attributes),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function statusText({ status }: ReceivedSpan): string {
  if (status.code === kOk) return 'OK';
  if (status.code !== kError) return '';
  return status.message === '' ? 'ERROR' : `ERROR ${shown(status.message)}`;
}

function serviceOf({ resource }: ReceivedSpan): string {
  const name = resource.attributes['service.name'];
  return typeof name === 'string' ? shown(name) : 'unknown service';
}
