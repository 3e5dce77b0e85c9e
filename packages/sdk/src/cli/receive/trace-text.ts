import type { ReceivedSpan } from 'otlp-receiver';
import { treeRows, type TreeRow } from './span-tree.ts';
import { attributesOf, counted, durationOf, shown } from './text.ts';

/** Span kinds by their OTLP numbers. Internal spans (the default) show none. */
const kKinds = ['', '', 'server', 'client', 'producer', 'consumer'];
const kOk = 1;
const kError = 2;
/** Spans shown of one trace. */
const kMaxRows = 500;

/** Formats a trace as a tree: one line for the trace, then one for each span. */
export function traceText(spans: readonly ReceivedSpan[], isContinued: boolean): string {
  const [first] = spans;
  const rows = treeRows(spans);
  const lines = rows.slice(0, kMaxRows).map(rowText);
  if (rows.length > kMaxRows) lines.push(`(${rows.length - kMaxRows} more)`);
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
