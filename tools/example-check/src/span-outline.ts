import type { ReceivedSpan } from 'otlp-receiver';

const kKinds = ['', '', ' server', ' client', ' producer', ' consumer'];
const kOurs = /^@otel-native[/](instrumentations[/])?/;
const kOfficial = '@opentelemetry/instrumentation-';
const kError = 2;

/**
 * Spans as a tree, a line for each: its scope, name, kind and status, and the values of those of the given attributes that it has. Children
 * are in the order of their start.
 */
export function spanOutline(
  spans: readonly ReceivedSpan[],
  attributes: readonly string[] = [],
): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return linesOf(
    spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)),
    spans,
    attributes,
    '',
  );
}

function linesOf(
  level: readonly ReceivedSpan[],
  spans: readonly ReceivedSpan[],
  shown: readonly string[],
  indent: string,
): string[] {
  return level.toSorted(byStart).flatMap((span) => {
    const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
    return [`${indent}${lineOf(span, shown)}`, ...linesOf(children, spans, shown, `${indent}  `)];
  });
}

/** `http: GET /orders/:id, server 200`; spans of the official instrumentations are marked. */
function lineOf(
  { scope, name, kind, attributes, status }: ReceivedSpan,
  shown: readonly string[],
): string {
  const from = scope.name.replace(kOurs, '').replace(kOfficial, 'official ');
  const code = attributes['http.response.status_code'];
  const answered = typeof code === 'number' ? ` ${code}` : '';
  const details = `${kKinds[kind] ?? ''}${answered}${status.code === kError ? ' error' : ''}`;
  const values = shown
    .filter((key) => attributes[key] !== undefined)
    .map((key) => `, ${key.split('.').at(-1)} ${String(attributes[key])}`);
  return `${from}: ${name}${details && `,${details}`}${values.join('')}`;
}

function byStart(a: ReceivedSpan, b: ReceivedSpan): number {
  return (
    Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)) ||
    a.name.localeCompare(b.name)
  );
}
