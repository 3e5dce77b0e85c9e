import { inspect } from 'node:util';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';

const provider = new TracerProvider({
  exporter: new CollectingSink(),
  resource: resourceFromAttributes({ 'service.name': 'shown', later: Promise.resolve('pending') }),
});
const tracer = provider.getTracer('scope', '1.0.0');
const span = tracer.startSpan('open span', { attributes: { a: 1 } });
const ended = tracer.startSpan('ended span');
ended.addEvent('event').end();

afterAll(() => provider.shutdown());

test.each([
  ['RecordingSpan', span, ["name: 'open span'", 'a: 1', "'service.name': 'shown'"]],
  ['RecordingSpan', ended, ["name: 'ended span'", "name: 'event'", 'ended: true']],
  ['Tracer', tracer, ["name: 'scope'", 'attributeCountLimit: 128']],
  ['TracerProvider', provider, ["'service.name': 'shown'", "'scope@1.0.0:'"]],
])('util.inspect names %s and shows what it holds', (name, value, parts) => {
  const text = inspect(value, { depth: 10 });
  expect(text.startsWith(`${name} {`)).toBe(true);
  for (const part of parts) expect(text).toContain(part);
});

test.each([
  ['RecordingSpan', span],
  ['Tracer', tracer],
  ['TracerProvider', provider],
])('at its depth %s is only named', (name, value) => {
  expect(inspect({ deep: { deeper: value } }, { depth: 1 })).toContain(`[${name}]`);
});

test.each([{ depth: 0 }, { depth: null }, { depth: -1 }, { colors: true }, { showHidden: true }])(
  'any options: %p',
  (options) => {
    for (const value of [span, ended, tracer, provider])
      expect(inspect(value, options)).not.toBe('');
  },
);

test('reading a span that is open does not change what it records', () => {
  inspect(span);
  span.setAttribute('b', 2).setAttribute('a', 3);
  expect(inspect(span)).toContain('attributes: { a: 3, b: 2 }');
});
