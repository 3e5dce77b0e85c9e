import type { DecodedSpan, DecodedValue } from './decode-otlp';

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const statuses = ['', ' OK', ' ERROR'];

/** Traces as trees: a span a line, indented below its parent, with kind, status, attributes and events. */
export function printTree(spans: DecodedSpan[]): string {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  return roots.flatMap((root) => printBranch(spans, root, '')).join('\n');
}

function printBranch(spans: DecodedSpan[], span: DecodedSpan, indent: string): string[] {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  return [
    indent + printSpan(span),
    ...children.flatMap((child) => printBranch(spans, child, `${indent}  `)),
  ];
}

function printSpan(span: DecodedSpan): string {
  const attributes = span.attributes.map(([key, value]) => ` ${key}=${printValue(value)}`).join('');
  const events = span.events.map(({ name }) => ` !${name}`).join('');
  return `${span.name} ${kinds[span.kind]}${statuses[span.status.code]}${attributes}${events}`;
}

function printValue(value: DecodedValue): string {
  if (value === 'empty') return 'null';
  if ('array' in value) return `[${value.array.map(printValue).join(',')}]`;
  if ('map' in value) return `{${value.map.map(([k, v]) => `${k}:${printValue(v)}`).join(',')}}`;
  return String(Object.values(value)[0]);
}
