import {
  createTraceState,
  SpanKind,
  SpanStatusCode,
  type Link,
  type SpanContext,
} from '@opentelemetry/api';

import type { HandmadeEvent, HandmadeSpan } from './handmade-span.ts';

/** The default of OpenTelemetry's limits on attributes, events and links. */
const countLimit = 128;

const remote: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
  traceState: createTraceState('vendor=a/b,other=1'),
  isRemote: true,
};

const local: SpanContext = {
  traceId: '11111111111111111111111111111111',
  spanId: '2222222222222222',
  traceFlags: 0,
};

const kinds: readonly HandmadeSpan[] = [
  { name: 'internal', kind: SpanKind.INTERNAL },
  { name: 'server', kind: SpanKind.SERVER },
  { name: 'client', kind: SpanKind.CLIENT },
  { name: 'producer', kind: SpanKind.PRODUCER },
  { name: 'consumer', kind: SpanKind.CONSUMER },
];

const values: readonly HandmadeSpan[] = [
  {
    name: 'texts',
    attributes: {
      plain: 'value',
      empty: '',
      'not latin': 'äß€ 日本語 😀',
      'ключ 鍵': 'key that is not ASCII',
      'lone surrogate': 'a\ud800b',
      'control characters': '\u0000\u0001\n"\\',
      'long of one byte each': 'x'.repeat(300_000),
      'long of three bytes each': '€'.repeat(100_000),
    },
  },
  {
    name: 'numbers',
    attributes: {
      zero: 0,
      one: 1,
      negative: -42,
      'largest exact': Number.MAX_SAFE_INTEGER,
      'smallest exact': Number.MIN_SAFE_INTEGER,
      'beyond 32 bits': 2 ** 40,
      'beyond exact': 2 ** 60,
      'beyond 64 bits': 1e21,
      half: 0.5,
      'negative fraction': -1.25e-300,
      largest: Number.MAX_VALUE,
      smallest: Number.MIN_VALUE,
      'not a number': NaN,
      infinite: -Infinity,
    },
  },
  { name: 'booleans', attributes: { yes: true, no: false } },
  {
    name: 'bytes',
    attributes: { some: Uint8Array.of(0, 1, 127, 128, 255), none: new Uint8Array(0) },
  },
  {
    name: 'lists',
    attributes: {
      empty: [],
      texts: ['a', '', '😀'],
      integers: [1, 2, -3],
      mixed: [1, 'two', 3.5, true, null],
      nested: [[1], [[2, 'x']]],
    },
  },
  {
    name: 'objects',
    attributes: {
      empty: {},
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Is it cold?' }] },
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', arguments: { city: 'Quito', days: 2 } }],
        },
      ],
      deep: { a: { b: { c: { d: [1, { e: false }] } } } },
    },
  },
  { name: 'null', attributes: { nothing: null } },
  {
    name: 'attributes set twice',
    replacedAttributes: { text: 'first', type: 1, list: ['first'] },
    attributes: { text: 'second', type: true, list: [] },
  },
];

const event = (name: string, nanoseconds: number): HandmadeEvent => ({
  name,
  attributes: { n: nanoseconds },
  time: [1_700_000_000, nanoseconds],
});

const eventsAndLinks: readonly HandmadeSpan[] = [
  {
    name: 'events',
    events: [
      { name: 'without attributes', time: [1_700_000_000, 200_000_000] },
      {
        name: 'before the span',
        attributes: { text: 'ä', list: [1, 2] },
        time: [1_600_000_000, 0],
      },
      { name: '', attributes: { fraction: 0.25 }, time: [1_700_000_000, 200_000_001] },
    ],
  },
  {
    name: 'exception',
    exception: {
      exception: { name: 'RangeError', message: 'too far', stack: 'RangeError: too far\n  at x' },
      time: [1_700_000_000, 300_000_000],
    },
  },
  {
    name: 'links',
    links: [{ context: remote, attributes: { why: 'batch', count: 2 } }, { context: local }],
    addedLinks: [{ context: { ...local, spanId: '3333333333333333' }, attributes: { late: true } }],
  },
];

const parents: readonly HandmadeSpan[] = [
  { name: 'parent', attributes: { level: 1 } },
  { name: 'child', parent: 'parent', attributes: { level: 2 } },
  { name: 'grandchild', parent: 'child', kind: SpanKind.CLIENT },
  { name: 'child of another process', parent: remote, kind: SpanKind.SERVER },
  { name: 'grandchild of another process', parent: 'child of another process' },
];

const statuses: readonly HandmadeSpan[] = [
  { name: 'ok', status: { code: SpanStatusCode.OK } },
  { name: 'error', status: { code: SpanStatusCode.ERROR } },
  { name: 'error with message', status: { code: SpanStatusCode.ERROR, message: 'ging schief: ü' } },
];

const scopes: readonly HandmadeSpan[] = [
  { name: 'scope without version', scope: { name: 'bare' } },
  {
    name: 'scope with schema',
    scope: { name: 'schema', version: '0.1.0-rc.1', schemaUrl: 'https://example.com/schema/1' },
  },
  { name: 'scope with another version', scope: { name: 'handmade', version: '2.0.0' } },
];

const numbered = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const link = (index: number): Link => ({ context: local, attributes: { index } });

const special: readonly HandmadeSpan[] = [
  { name: 'first name', updateName: 'name given later' },
  { name: 'no time at all', startTime: [1_700_000_000, 5], endTime: [1_700_000_000, 5] },
  { name: 'long ago', startTime: [1, 999_999_999], endTime: [86_400, 0] },
  {
    name: 'more than the limits allow',
    attributes: Object.fromEntries(numbered(countLimit + 3, (index) => [`key ${index}`, index])),
    events: numbered(countLimit + 2, (index) => event(`event ${index}`, index)),
    addedLinks: numbered(countLimit + 1, link),
    dropped: { attributes: 3, events: 2, links: 1 },
  },
];

export const handmadeSpans: readonly HandmadeSpan[] = [
  ...kinds,
  ...values,
  ...eventsAndLinks,
  ...parents,
  ...statuses,
  ...scopes,
  ...special,
];
