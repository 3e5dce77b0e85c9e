import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runService } from '../src/run-service.ts';

const paths = [
  '/orders?item=apple&count=3',
  '/orders?item=pear&count=2',
  '/unknown?item=plum',
  '/orders?item=apple&count=2',
];

/** Texts in an order of their own: requests of the exporter may overtake each other. */
const sorted = (values: readonly unknown[]) => values.map((one) => JSON.stringify(one)).sort();

test('each pino line is printed and arrives once, under the span that it was logged in', async () => {
  const { lines, receiver, statuses } = await runService(paths);
  assert.deepEqual(statuses, [201, 409, 404, 201]);
  const { spans, logs } = receiver;

  const seen = logs.map(({ body, severityText, spanId, traceId, attributes }) => {
    const span = spans.find((one) => one.spanId === spanId && one.traceId === traceId);
    return [span?.name, severityText, body, attributes['item'], attributes['left']];
  });
  assert.deepEqual(
    sorted(seen),
    sorted([
      [undefined, 'info', 'listening', undefined, undefined],
      ['reserve items', 'info', 'items reserved', 'apple', 97],
      ['POST', 'error', 'order refused', 'pear', undefined],
      ['POST', 'warn', 'unknown path', 'plum', undefined],
      ['reserve items', 'info', 'items reserved', 'apple', 95],
    ]),
  );
  const refused = logs.find(({ body }) => body === 'order refused')?.attributes;
  assert.equal(refused?.['exception.type'], 'RangeError');
  assert.equal(refused?.['exception.message'], 'not enough of pear');

  // The printed lines have the ids of the records.
  assert.deepEqual(
    sorted(lines.map(({ msg, trace_id = '', span_id = '' }) => [msg, trace_id, span_id])),
    sorted(logs.map(({ body, traceId, spanId }) => [body, traceId, spanId])),
  );
});
