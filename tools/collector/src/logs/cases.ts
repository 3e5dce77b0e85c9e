import { SeverityNumber, type SpanContext } from '@opentelemetry/api';

import type { HandmadeLog } from './handmade-log.ts';

/** The default of OpenTelemetry's limit on attributes. */
const countLimit = 128;

const sampled: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};
const unsampled: SpanContext = { ...sampled, spanId: '2222222222222222', traceFlags: 0 };
const invalid: SpanContext = { ...sampled, traceId: '0'.repeat(32) };

const deep = { a: { b: { c: { d: [1, { e: false }] } } } };
const bodies: Readonly<Record<string, HandmadeLog['record']['body']>> = {
  text: 'plain',
  'empty text': '',
  'text that is not Latin': 'äß€ 日本語 😀',
  'lone surrogate': 'a\ud800b',
  'control characters': '\u0000\u0001\n"\\',
  'text longer than the ring': '€'.repeat(200_000),
  integer: 42,
  'beyond 32 bits': 2 ** 40,
  'beyond 64 bits': 1e21,
  fraction: -1.25e-300,
  'not a number': Number.NaN,
  yes: true,
  no: false,
  bytes: Uint8Array.of(0, 1, 127, 128, 255),
  'no bytes': new Uint8Array(0),
  null: null,
  list: [1, 'two', 3.5, true, null, [[], [{}]]],
  'empty list': [],
  map: { text: 'ä', number: 1, nothing: null, list: [1, [2]], bytes: Uint8Array.of(7) },
  'empty map': {},
  'deep map': deep,
};

const severities = [
  SeverityNumber.TRACE,
  SeverityNumber.DEBUG4,
  SeverityNumber.INFO,
  SeverityNumber.WARN2,
  SeverityNumber.FATAL4,
];

const contents: readonly HandmadeLog[] = [
  { title: 'nothing at all', record: {} },
  ...Object.entries(bodies).map(([title, body]) => ({ title: `body: ${title}`, record: { body } })),
  ...severities.map((severityNumber) => ({
    title: `severity ${severityNumber}`,
    record: { severityNumber, severityText: SeverityNumber[severityNumber], body: 'severe' },
  })),
  { title: 'severity text alone', record: { severityText: 'schlimm: ü' } },
  { title: 'event', record: { eventName: 'session.start', attributes: { 'session.id': 'ä' } } },
  { title: 'event with a body', record: { eventName: 'größe', body: deep } },
  {
    title: 'attributes of all types',
    record: {
      attributes: {
        text: 'ä',
        empty: '',
        integer: -42,
        'largest exact': Number.MAX_SAFE_INTEGER,
        fraction: 0.5,
        infinite: -Infinity,
        yes: true,
        bytes: Uint8Array.of(0, 255),
        list: [1, 'two', null, [3]],
        deep,
        nothing: null,
        'ключ 鍵': 'key that is not ASCII',
      },
    },
  },
  {
    title: 'long ago',
    record: { timestamp: [1, 999_999_999], body: 'old' },
  },
];

const contexts: readonly HandmadeLog[] = [
  { title: 'in a span', record: { body: 'in a span' }, spanContext: sampled },
  { title: 'in a span without flags', record: { body: 'in a span' }, spanContext: unsampled },
  { title: 'in a span with an invalid id', record: { body: 'alone' }, spanContext: invalid },
];

const error = Object.assign(new RangeError('too far: ü'), { stack: 'RangeError: too far\n  at x' });
const exceptions: readonly HandmadeLog[] = [
  {
    title: 'exception',
    record: { body: 'failed', exception: error, attributes: { retries: 3 } },
    exceptionAttributes: {
      'exception.type': 'RangeError',
      'exception.message': 'too far: ü',
      'exception.stacktrace': error.stack,
    },
  },
  {
    title: 'exception with a code',
    record: { exception: { code: 'ENOENT', name: 'Error', message: 'no file' } },
    exceptionAttributes: { 'exception.type': 'ENOENT', 'exception.message': 'no file' },
  },
  {
    title: 'exception that is a text',
    record: { exception: 'thrown text' },
    exceptionAttributes: { 'exception.message': 'thrown text' },
  },
];

const scopes: readonly HandmadeLog[] = [
  {
    title: 'scope with a schema and attributes',
    record: { body: 'scoped' },
    scope: {
      name: 'scoped',
      schemaUrl: 'https://example.test/logs',
      attributes: { tenant: 'ä', shard: 7, list: [1, 2] },
    },
  },
  {
    title: 'scope with an attribute that no scope has',
    record: { body: 'scoped' },
    scope: { name: 'scoped', attributes: { kept: true, nested: { a: { b: 1 } } } },
    droppedOfScope: ['nested'],
  },
];

const numbered = Array.from({ length: countLimit + 3 }, (_, index) => [`key ${index}`, index]);
const limited: readonly HandmadeLog[] = [
  {
    title: 'more attributes than the limit allows',
    record: { attributes: Object.fromEntries(numbered) as Record<string, number> },
    dropped: 3,
  },
];

export const handmadeLogs: readonly HandmadeLog[] = [
  ...contents,
  ...contexts,
  ...exceptions,
  ...scopes,
  ...limited,
];
