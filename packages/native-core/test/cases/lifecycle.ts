import { SpanStatusCode, type Exception, type SpanStatus } from '@opentelemetry/api';
import { emptyResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Case } from '../support/compare-sdks';

const { UNSET, OK, ERROR } = SpanStatusCode;

const statuses: readonly (readonly SpanStatus[])[] = [
  [],
  [{ code: UNSET, message: 'ignored' }],
  [{ code: OK }],
  [{ code: OK, message: 'dropped' }],
  [{ code: ERROR }],
  [{ code: ERROR, message: 'ünlucky' }],
  [{ code: ERROR, message: '' }],
  [{ code: ERROR, message: 42 as never }],
  [
    { code: ERROR, message: 'first' },
    { code: ERROR, message: 'second' },
  ],
  [{ code: ERROR, message: 'first' }, { code: ERROR }],
  [{ code: ERROR, message: 'first' }, { code: OK }],
  [{ code: OK }, { code: ERROR, message: 'too late' }],
  [{ code: ERROR, message: 'kept' }, { code: UNSET }],
];

const exceptions: readonly (readonly [name: string, exception: unknown])[] = [
  ['an Error', Object.assign(new TypeError('wrong type'), { stack: 'the stack' })],
  ['a text', 'just a text'],
  ['an empty text', ''],
  ['an error with a code', { code: 'ENOENT', name: 'Error', message: 'no file', stack: 's' }],
  ['an error with a numeric code', { code: 404, message: 'not found' }],
  ['an error with code zero', { code: 0, name: 'Zero', message: 'm' }],
  ['only a name', { name: 'Nameless' }],
  ['only a message', { message: 'a message' }],
  ['only a stack', { stack: 'a stack' }],
  ['an empty object', {}],
];

export const lifecycleCases: readonly Case[] = [
  ...statuses.map((calls): Case => ({
    name: `status ${JSON.stringify(calls)}`,
    record({ tracer }) {
      const span = tracer.startSpan('s');
      for (const status of calls) span.setStatus(status);
      span.end();
    },
  })),
  ...exceptions.map(([name, exception]): Case => ({
    name: `exception: ${name}`,
    record({ tracer }) {
      const span = tracer.startSpan('s');
      span.recordException(exception as Exception, [1, 2]);
      span.recordException(exception as Exception);
      span.end();
    },
  })),
  {
    name: 'every call after the end',
    record({ tracer, clock }) {
      const span = tracer.startSpan('s', { attributes: { a: 1 } });
      const before = span.isRecording();
      span.end();
      clock.advance(1_000);
      span.setAttribute('a', 2).setAttributes({ b: 1 }).addEvent('late').updateName('late');
      span.setStatus({ code: ERROR, message: 'late' });
      span.addLink({ context: span.spanContext() }).addLinks([{ context: span.spanContext() }]);
      span.recordException(new Error('late'));
      span.end([9, 9]);
      return [before, span.isRecording()];
    },
  },
  {
    name: 'updateName',
    record({ tracer }) {
      const span = tracer.startSpan('first');
      span.updateName('second').updateName('GET /世界').end();
    },
  },
  {
    name: 'names: empty, long, beyond ASCII, half a surrogate pair',
    record({ tracer }) {
      for (const name of ['', 'n'.repeat(10_000), 'Ünïcödé 🎉', 'half \ud83d']) {
        tracer.startSpan(name).addEvent(name).end();
      }
    },
  },
  {
    name: 'methods return the span',
    record({ tracer }) {
      const span = tracer.startSpan('s');
      const context = span.spanContext();
      return [
        span.setAttribute('a', 1) === span,
        span.setAttributes({}) === span,
        span.addEvent('e') === span,
        span.addLink({ context }) === span,
        span.addLinks([]) === span,
        span.setStatus({ code: OK }) === span,
        span.updateName('n') === span,
        span.spanContext() === context,
        span.end(),
      ];
    },
  },
  {
    name: 'a span that never ends',
    record: ({ tracer }) => tracer.startSpan('open').isRecording(),
  },
  {
    name: 'spans that end in another order than they started',
    record({ tracer }) {
      const spans = ['a', 'b', 'c'].map((name) => tracer.startSpan(name));
      for (const index of [1, 2, 0]) spans[index]!.end();
    },
  },
  {
    name: 'events without attributes, with none and with repeated names',
    record({ tracer }) {
      const span = tracer.startSpan('s');
      span
        .addEvent('e')
        .addEvent('e', {})
        .addEvent('e', { a: [1, 2], b: ['x'], c: true })
        .addEvent('');
      span.end();
    },
  },
  {
    name: 'event attributes take simple values only',
    record({ tracer }) {
      const span = tracer.startSpan('s');
      span.addEvent('e', {
        map: { a: 1 },
        mixed: [1, 'two'],
        nested: [[1]],
        none: null,
        fine: 1,
      } as never);
      span.end();
    },
  },
  {
    name: 'an empty resource',
    options: { resource: emptyResource() },
    record: ({ tracer }) => tracer.startSpan('s').end(),
  },
  {
    name: 'a resource of all kinds of values',
    options: {
      resource: resourceFromAttributes({
        text: 'ü',
        int: 2 ** 53,
        double: 1.5,
        yes: true,
        list: ['a', 'b'],
        numbers: [1, 2.5],
        later: undefined,
      }),
    },
    record: ({ tracer }) => tracer.startSpan('s').end(),
  },
];
