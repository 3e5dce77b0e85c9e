import type { HrTime, TimeInput } from '@opentelemetry/api';
import type { Case } from '../support/compare-sdks';

/** All forms of a time. The stopped performance clock starts at 60,000.25 ms. */
const times: readonly (readonly [name: string, time: TimeInput | undefined])[] = [
  ['none', undefined],
  ['a Date', new Date(1_700_000_000_456)],
  ['milliseconds since the epoch', 1_700_000_000_456],
  ['milliseconds with a fraction', 1_700_000_000_456.789],
  ['an HrTime', [1_700_000_000, 456_789_123]],
  ['an HrTime without nanoseconds', [1_700_000_001, 0]],
  ['the last nanosecond of a second', [1_700_000_000, 999_999_999]],
  ['an HrTime of nanoseconds below zero', [1_700_000_002, -1]],
  ['an HrTime of more nanoseconds than a second has', [1_700_000_000, 1_500_000_000]],
  ['an HrTime of more nanoseconds than 32 bits hold', [1_699_999_996, 2 ** 32 + 5]],
  ['an HrTime with a fraction', [1_700_000_000, 456.75]],
  ['a performance time', 50_000.125],
  ['the performance time of now', 60_000.25],
  ['zero', 0],
  ['the epoch as a Date', new Date(0)],
];

const timeCases = times.flatMap(([startName, start]) =>
  times.map(([endName, end]): Case => ({
    name: `start: ${startName}, end: ${endName}`,
    record({ tracer, clock }) {
      const span = tracer.startSpan('s', start === undefined ? {} : { startTime: start });
      clock.advance(12.5);
      span.addEvent('between', end);
      span.end(end);
    },
  })),
);

const eventCases = times.map(([name, time]): Case => ({
  name: `event time: ${name}`,
  record({ tracer, clock }) {
    const span = tracer.startSpan('s');
    clock.advance(1.75);
    span.addEvent('second argument', time);
    span.addEvent('third argument', { a: 1 }, time);
    span.addEvent('third argument, no attributes', undefined, time);
    span.addEvent('both are times', [1, 1], time);
    span.recordException('a text', time);
    span.end();
  },
}));

export const timeInputCases: readonly Case[] = [
  ...timeCases,
  ...eventCases,
  {
    name: 'the clock within a second',
    record({ tracer, clock }) {
      const parent = tracer.startSpan('outer');
      clock.advance(0.001);
      const child = tracer.startSpan('inner');
      clock.advance(950.5);
      child.end();
      clock.advance(5_000);
      parent.end();
    },
  },
  {
    name: 'the clock goes back',
    record({ tracer, clock }) {
      const span = tracer.startSpan('s');
      clock.advance(-100);
      span.addEvent('earlier');
      span.end();
    },
  },
  {
    name: 'the wall clock jumps while a span is open',
    record({ tracer, clock }) {
      const spans = [tracer.startSpan('s'), tracer.startSpan('given', { startTime: new Date(5) })];
      clock.unixMillis += 3_600_000;
      clock.performanceMillis += 3;
      for (const span of spans) span.end();
    },
  },
  {
    name: 'a negative duration becomes zero',
    record({ tracer }) {
      tracer.startSpan('s', { startTime: [100, 5] }).end([100, 4]);
      tracer.startSpan('s', { startTime: [100, 5] }).end([99, 999_999_999]);
      tracer.startSpan('s', { startTime: [100, 5] }).end([100, 5]);
    },
  },
  {
    name: 'events before the start and after the end',
    record({ tracer }) {
      const span = tracer.startSpan('s', { startTime: [100, 0] });
      span.addEvent('before', [50, 0] satisfies HrTime).addEvent('after', [200, 0]);
      span.end([101, 0]);
    },
  },
  {
    name: 'an instant that rounds up to the next second',
    record({ tracer, clock }) {
      clock.performanceMillis = 60_000.9999999;
      const span = tracer.startSpan('s');
      clock.advance(876.9999999);
      span.end();
    },
  },
];
