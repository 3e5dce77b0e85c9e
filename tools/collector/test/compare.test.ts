import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { collectedSpans } from '../src/comparison/collected-span.ts';
import type { ComparableSpan } from '../src/comparison/comparable-span.ts';
import { Checks, compareSpans } from '../src/comparison/compare.ts';

const otlpSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'GET /',
  kind: 2,
  startTimeUnixNano: '1700000000123456789',
  endTimeUnixNano: '1700000000223456789',
  attributes: [
    { key: 'int', value: { intValue: '1' } },
    { key: 'list', value: { arrayValue: { values: [{ doubleValue: 0.5 }, {}] } } },
  ],
  status: {},
};

function line(...spans: object[]): string {
  const scopeSpans = [{ scope: { name: 'library' }, spans }];
  return JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans }] });
}

const created = collectedSpans(line(otlpSpan));

/** What was found to differ: the first line of each message. */
function differences(context: TestContext, collected: readonly ComparableSpan[]): string[] {
  const errors = context.mock.method(console, 'error', () => {});
  const checks = new Checks();
  compareSpans(created, collected, checks);
  const found = errors.mock.calls.map(({ arguments: [text] }) => String(text).split('\n')[0] ?? '');
  errors.mock.restore();
  assert.equal(checks.failed, found.length);
  return found.map((text) => text.slice(text.indexOf(': ') + 2));
}

test('finds nothing where nothing differs, whatever the order of the attributes', (context) => {
  const attributes = otlpSpan.attributes.toReversed();
  assert.deepEqual(differences(context, collectedSpans(line({ ...otlpSpan, attributes }))), []);
});

test('finds every field that differs', (context) => {
  const changes: [Partial<Record<keyof ComparableSpan, unknown>>, string][] = [
    [{ name: 'POST /' }, 'name'],
    [{ parentSpanId: '00f067aa0ba902b7' }, 'parentSpanId'],
    [{ flags: 1 }, 'flags'],
    [{ endTimeUnixNano: '1700000000223456790' }, 'endTimeUnixNano'],
    [{ status: { code: 2 } }, 'status'],
    [{ events: [{ name: 'event' }] }, 'events'],
    [{ links: [{ traceId: otlpSpan.traceId }] }, 'links'],
    [{ droppedEventsCount: 1 }, 'droppedEventsCount'],
    // The same number with another type.
    [{ attributes: [{ key: 'int', value: { doubleValue: 1 } }] }, 'attributes'],
  ];
  for (const [change, field] of changes) {
    assert.deepEqual(differences(context, collectedSpans(line({ ...otlpSpan, ...change }))), [
      field,
    ]);
  }
});

test('finds a span that is missing, that is there twice, and that nobody made', (context) => {
  const stranger = { ...otlpSpan, spanId: '1111111111111111' };
  const count = 'number of spans collected';
  assert.deepEqual(differences(context, []), [count]);
  assert.deepEqual(differences(context, collectedSpans(line(otlpSpan, otlpSpan))), [count]);
  assert.equal(differences(context, collectedSpans(line(otlpSpan, stranger))).length, 1);
});

test('refuses a key that is there twice', () => {
  const attributes = [...otlpSpan.attributes, { key: 'int', value: { intValue: '2' } }];
  assert.throws(() => collectedSpans(line({ ...otlpSpan, attributes })), /int is there twice/);
});
