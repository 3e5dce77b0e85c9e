import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ReceivedSpan } from 'otlp-receiver';
import { emptySpan } from 'otlp-receiver/empty-span';

import { comparable } from '../src/comparable.ts';

const base: ReceivedSpan = {
  ...emptySpan,
  traceId: 't1',
  spanId: 's1',
  flags: 257,
  name: 'root',
  kind: 1,
  startTimeUnixNano: '1',
  endTimeUnixNano: '2',
  scope: { ...emptySpan.scope, name: 'scope' },
};

const link = {
  traceId: 't1',
  spanId: 's1',
  traceState: '',
  flags: 257,
  attributes: {},
  droppedAttributesCount: 0,
};

/** Two spans, the second a child of the first that links to it. */
function pair(traceId: string, change: Partial<ReceivedSpan> = {}): ReceivedSpan[] {
  const root = { ...base, traceId };
  const links = [{ ...link, traceId }];
  return [root, { ...root, spanId: 's2', parentSpanId: 's1', name: 'child', links, ...change }];
}

test('ids, times, ports and the order of arrival make no difference', () => {
  const first = pair('t1', { attributes: { 'server.port': 1, url: 'http://127.0.0.1:1/x' } });
  const second = pair('t2', {
    endTimeUnixNano: '9',
    attributes: { url: 'http://127.0.0.1:22/x', 'server.port': 22 },
  });
  assert.deepEqual(comparable(second.toReversed()), comparable(first));
});

test('what an SDK could get wrong makes one', () => {
  const event = { name: 'e', timeUnixNano: '1', attributes: {}, droppedAttributesCount: 0 };
  const changes: Partial<ReceivedSpan>[] = [
    { name: 'other' },
    { kind: 2 },
    { flags: 1 },
    { traceState: 'a=b' },
    { parentSpanId: '' },
    { parentSpanId: 'unknown' },
    { attributes: { key: 1 } },
    { attributes: { key: '1' } },
    { attributes: { 'server.port': '1' } },
    { droppedAttributesCount: 1 },
    { events: [event] },
    { links: [] },
    { links: [{ ...link, spanId: 'unknown' }] },
    { status: { code: 2, message: '' } },
    { scope: { ...base.scope, version: '1' } },
    { resource: { ...base.resource, attributes: { 'service.name': 'a' } } },
  ];
  const seen = [{}, ...changes].map((change) => JSON.stringify(comparable(pair('t1', change))));
  assert.equal(new Set(seen).size, seen.length);
  assert.notDeepEqual(comparable(pair('t1').slice(0, 1)), comparable(pair('t1')));
});

test('of volatile values the type is compared, of stack traces all but frames of context managers', () => {
  const withAttributes = (attributes: ReceivedSpan['attributes']) =>
    comparable([{ ...base, attributes }]);
  assert.deepEqual(
    withAttributes({ 'ai.response.msToFirstChunk': 1.5 }),
    withAttributes({ 'ai.response.msToFirstChunk': 2.5 }),
  );
  assert.notDeepEqual(
    withAttributes({ 'ai.response.msToFirstChunk': 1.5 }),
    withAttributes({ 'ai.response.msToFirstChunk': '1.5' }),
  );
  const stack = (frame: string) => ({ stack: `Error: x\n    at f (/a.js:1:1)${frame}` });
  assert.deepEqual(
    withAttributes(stack('\n    at with (/context-native/index.js:1:1)')),
    withAttributes(stack('')),
  );
  assert.notDeepEqual(withAttributes(stack('\n    at g (/b.js:1:1)')), withAttributes(stack('')));
});
