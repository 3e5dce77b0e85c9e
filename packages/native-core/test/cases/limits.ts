import { TraceFlags, type Attributes, type Tracer } from '@opentelemetry/api';
import type { SpanLimits } from '@otel-native/native-core';
import type { Case } from '../support/compare-sdks';

const limits: readonly SpanLimits[] = [
  {},
  { attributeCountLimit: 1 },
  { attributeCountLimit: 3 },
  { attributeCountLimit: 0 },
  { attributeCountLimit: Infinity },
  { eventCountLimit: 1 },
  { eventCountLimit: 2 },
  { eventCountLimit: 0 },
  { linkCountLimit: 1 },
  { linkCountLimit: 3 },
  { linkCountLimit: 0 },
  { attributePerEventCountLimit: 1 },
  { attributePerEventCountLimit: 0 },
  { attributePerLinkCountLimit: 1 },
  { attributePerLinkCountLimit: 0 },
  { attributeValueLengthLimit: 0 },
  { attributeCountLimit: 2, attributeValueLengthLimit: 2, eventCountLimit: 1, linkCountLimit: 1 },
];

function linkTo(digit: number, attributes?: Attributes) {
  const context = {
    traceId: `${digit}`.repeat(32),
    spanId: `${digit}`.repeat(16),
    traceFlags: TraceFlags.SAMPLED,
  };
  return attributes === undefined ? { context } : { context, attributes };
}

function recordMuch(tracer: Tracer): void {
  const span = tracer.startSpan('much', {
    attributes: { a: 'start', b: 2, bad: 1n as never, none: undefined },
    links: [linkTo(1, { x: 1, y: 'why', z: 3 }), linkTo(2)],
  });
  span.setAttribute('a', 'again').setAttribute('c', 'sea').setAttributes({ d: 4, b: 'two', e: 5 });
  span.setAttribute('a', 'after the limit');
  span
    .addEvent('one', { a: 'first', b: 2, c: 3 })
    .addEvent('two')
    .addEvent('three', { d: ['x', 'yyy'] });
  span.addLink(linkTo(3, { a: 'first', b: 2 })).addLinks([linkTo(4), linkTo(5, {})]);
  span.recordException({ name: 'RangeError', message: 'out', stack: 'stack' }, [1, 2]);
  span.end();
}

function beyondDefaults(tracer: Tracer): void {
  const numbers = Array.from({ length: 130 }, (_, i) => i);
  const attributes = Object.fromEntries(numbers.map((i) => [`k${i}`, i]));
  const span = tracer.startSpan('130 of each', {
    attributes,
    links: numbers.map(() => linkTo(1, attributes)),
  });
  for (const i of numbers) span.addEvent(`e${i}`, i === 129 ? attributes : {});
  span
    .addLink(linkTo(2))
    .setAttributes({ ...attributes, k0: 'new', another: 1 })
    .end();
}

export const limitCases: readonly Case[] = [
  ...limits.map((spanLimits): Case => ({
    name: `limits ${JSON.stringify(spanLimits)}`,
    options: { spanLimits },
    record: ({ tracer }) => recordMuch(tracer),
  })),
  { name: 'beyond the default limits', record: ({ tracer }) => beyondDefaults(tracer) },
  {
    name: 'set after the end of the limit, in the same span',
    options: { spanLimits: { attributeCountLimit: 2 } },
    record({ tracer }) {
      const span = tracer.startSpan('s');
      for (let i = 0; i < 10; i++) span.setAttribute('same', i);
      for (let i = 0; i < 5; i++) span.setAttribute(`k${i}`, i);
      span.setAttribute('same', 'last').setAttribute('k0', 'last').end();
    },
  },
];
