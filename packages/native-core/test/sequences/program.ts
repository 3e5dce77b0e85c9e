import type {
  Attributes,
  Exception,
  Link,
  SpanContext,
  SpanKind,
  SpanOptions,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api';
import * as fc from 'fast-check';
import { settings, type Settings } from './settings';
import {
  anyValues,
  attributes,
  exceptions,
  keys,
  links,
  parentContexts,
  texts,
  times,
} from './values';

/** Where a new span goes: below one of the sequence's spans, a context from elsewhere, or what is active. */
export type Parent =
  | { readonly span: number }
  | { readonly context: SpanContext; readonly suppressed?: boolean }
  | { readonly suppressed: true }
  | 'active';

/** One call of the API. Spans are named by a number that counts round those that the sequence has started. */
export type Call =
  | { call: 'startSpan'; tracer: number; name: string; options?: SpanOptions; parent: Parent }
  | {
      call: 'startActiveSpan';
      tracer: number;
      name: string;
      options?: SpanOptions;
      parent: Parent;
      inside: readonly Call[];
    }
  | { call: 'setAttribute'; span: number; key: string; value: unknown }
  | { call: 'setAttributes'; span: number; attributes: Attributes }
  | { call: 'addEvent'; span: number; name: string; rest: readonly unknown[] }
  | { call: 'addLink'; span: number; link: Link }
  | { call: 'addLinks'; span: number; links: Link[] }
  | { call: 'setStatus'; span: number; status: SpanStatus }
  | { call: 'updateName'; span: number; name: string }
  | { call: 'recordException'; span: number; exception: Exception; time?: TimeInput }
  | { call: 'end'; span: number; time?: TimeInput }
  | { call: 'isRecording'; span: number }
  | { call: 'read'; span: number; property: (typeof readable)[number] }
  | { call: 'change'; span: number; what: (typeof changes)[number] }
  | { call: 'advance'; millis: number };

/** A provider, and sequences of calls that go through it one after the other. */
export interface Program {
  readonly settings: Settings;
  readonly sequences: readonly (readonly Call[])[];
}

/** Reading makes objects of what spans keep as lists, from which then on they are written. */
export const readable = [
  'attributes',
  'events',
  'links',
  'status',
  'duration',
  'startTime',
  'endTime',
  'parentSpanContext',
] as const;

/** Changes of an open span through what it gave to read. */
export const changes = ['attribute', 'delete', 'event', 'link'] as const;

const spanNumbers = fc.nat(7);

const spanOptions: fc.Arbitrary<SpanOptions> = fc.record(
  {
    kind: fc.constantFrom<SpanKind>(0, 1, 2, 3, 4),
    attributes,
    links: fc.array(links, { maxLength: 4 }),
    startTime: times,
    root: fc.boolean(),
  },
  { requiredKeys: [] },
);

const parents: fc.Arbitrary<Parent> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Parent>('active') },
  { weight: 4, arbitrary: fc.record({ span: spanNumbers }) },
  { weight: 3, arbitrary: fc.record({ context: parentContexts }) },
  { weight: 1, arbitrary: fc.constant<Parent>({ suppressed: true }) },
);

const statuses: fc.Arbitrary<SpanStatus> = fc.record(
  {
    code: fc.constantFrom(0, 1, 2),
    message: fc.oneof(texts, fc.constantFrom<unknown>(undefined, null, 42) as fc.Arbitrary<never>),
  },
  { requiredKeys: ['code'] },
);

const eventRests: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  fc.constant([]),
  fc.tuple(fc.oneof(attributes, times)),
  fc.tuple(fc.option(fc.oneof(attributes, times), { nil: undefined }), times),
);

const plainCalls: fc.Arbitrary<Call>[] = [
  fc.record({ call: fc.constant('setAttribute'), span: spanNumbers, key: keys, value: anyValues }),
  fc.record({ call: fc.constant('setAttributes'), span: spanNumbers, attributes }),
  fc.record({ call: fc.constant('addEvent'), span: spanNumbers, name: texts, rest: eventRests }),
  fc.record({ call: fc.constant('addLink'), span: spanNumbers, link: links }),
  fc.record({
    call: fc.constant('addLinks'),
    span: spanNumbers,
    links: fc.array(links, { maxLength: 3 }),
  }),
  fc.record({ call: fc.constant('setStatus'), span: spanNumbers, status: statuses }),
  fc.record({ call: fc.constant('updateName'), span: spanNumbers, name: texts }),
  fc.record(
    {
      call: fc.constant('recordException'),
      span: spanNumbers,
      exception: exceptions,
      time: times,
    },
    { requiredKeys: ['call', 'span', 'exception'] },
  ),
  fc.record({ call: fc.constant('isRecording'), span: spanNumbers }),
  fc.record({
    call: fc.constant('read'),
    span: spanNumbers,
    property: fc.constantFrom(...readable),
  }),
  fc.record({ call: fc.constant('change'), span: spanNumbers, what: fc.constantFrom(...changes) }),
  fc.record({
    call: fc.constant('advance'),
    millis: fc.oneof(fc.constantFrom(0.001, 1.75, 999.75, 5_000, -100), fc.nat(2_000)),
  }),
] as fc.Arbitrary<Call>[];

const starts = {
  tracer: fc.nat(3),
  name: texts,
  options: spanOptions,
  parent: parents,
};

const startSpans = fc.record(
  { call: fc.constant('startSpan'), ...starts },
  { requiredKeys: ['call', 'tracer', 'name', 'parent'] },
) as fc.Arbitrary<Call>;

const ends = fc.record(
  { call: fc.constant('end'), span: spanNumbers, time: times },
  { requiredKeys: ['call', 'span'] },
) as fc.Arbitrary<Call>;

const usualCalls: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: startSpans },
  { weight: 4, arbitrary: ends },
  ...plainCalls.map((arbitrary) => ({ weight: 1, arbitrary })),
  { weight: 2, arbitrary: plainCalls[0]! },
);

const activeSpans = fc.record(
  {
    call: fc.constant('startActiveSpan'),
    ...starts,
    inside: fc.array(usualCalls, { maxLength: 4 }),
  },
  { requiredKeys: ['call', 'tracer', 'name', 'parent', 'inside'] },
) as fc.Arbitrary<Call>;

const calls: fc.Arbitrary<Call> = fc.oneof(
  { weight: 20, arbitrary: usualCalls },
  { weight: 1, arbitrary: activeSpans },
);

/** Each sequence begins with a span, so that no call is in vain. */
const sequences: fc.Arbitrary<readonly Call[]> = fc
  .tuple(startSpans, fc.array(calls, { maxLength: 14 }))
  .map(([first, rest]) => [first, ...rest]);

export function programs(maxSequences: number): fc.Arbitrary<Program> {
  return fc.record({
    settings,
    sequences: fc.array(sequences, { minLength: 1, maxLength: maxSequences, size: 'max' }),
  });
}
