import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { Checks } from '../src/comparison/compare.ts';
import { handmadeLogs } from '../src/logs/cases.ts';
import { collectedLogs, type ComparableLog } from '../src/logs/collected-log.ts';
import { compareLogs, expectedLog } from '../src/logs/comparison.ts';

const arrived = handmadeLogs.map((wanted, index) => expectedLog(wanted, index, 'test'));

/** What was found to differ: the first line of each message, without the name of the log record. */
function differences(context: TestContext, collected: readonly ComparableLog[]): string[] {
  const errors = context.mock.method(console, 'error', () => {});
  const checks = new Checks();
  compareLogs('test', collected, checks);
  const found = errors.mock.calls.map(({ arguments: [text] }) => String(text).split('\n')[0] ?? '');
  errors.mock.restore();
  assert.equal(checks.failed, found.length);
  return found.map((text) => text.slice(text.lastIndexOf(', test') + ', test'.length));
}

test('finds nothing where all that was emitted arrived', (context) => {
  assert.deepEqual(differences(context, arrived), []);
});

test('finds every field that differs', (context) => {
  const [first, ...others] = arrived as [ComparableLog, ...ComparableLog[]];
  const changes: Partial<ComparableLog>[] = [
    { timeUnixNano: '1' },
    { severityNumber: 5 },
    { severityText: 'other' },
    { eventName: 'other' },
    { body: { string: 'other' } },
    { traceId: '0af7651916cd43dd8448eb211c80319c' },
    { flags: 1 },
    { droppedAttributesCount: 1 },
    { attributes: { other: { int: '1' } } },
    { scope: { ...first.scope, droppedAttributesCount: 1 } },
    { resource: { ...first.resource, schemaUrl: 'other' } },
  ];
  for (const change of changes)
    assert.deepEqual(differences(context, [{ ...first, ...change }, ...others]), [
      `: ${Object.keys(change)[0]}`,
    ]);
});

test('finds a log record that is missing, that is there twice, and that nobody emitted', (context) => {
  const [first, ...others] = arrived as [ComparableLog, ...ComparableLog[]];
  assert.deepEqual(differences(context, others), [': number collected']);
  assert.deepEqual(differences(context, [first, ...arrived]), [': number collected']);
  const stranger = { ...first, observedTimeUnixNano: '1' };
  assert.equal(differences(context, [...arrived, stranger]).length, 1);
});

test('reads a line of the Collector', () => {
  const logRecord = {
    observedTimeUnixNano: '1700000001000000000',
    severityNumber: 9,
    body: { kvlistValue: { values: [{ key: 'n', value: { intValue: '1' } }] } },
    attributes: [{ key: 'list', value: { arrayValue: { values: [{ doubleValue: 0.5 }, {}] } } }],
    traceId: '',
    spanId: '',
  };
  const scope = { name: 'a', droppedAttributesCount: 1 };
  const scopeLogs = [{ scope, logRecords: [logRecord] }];
  const [log] = collectedLogs(JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs }] }));
  assert.deepEqual(log?.body, { map: { n: { int: '1' } } });
  assert.deepEqual(log.attributes, { list: { array: [{ double: '0.5' }, {}] } });
  assert.equal(log.scope.droppedAttributesCount, 1);
  assert.equal(log.timeUnixNano, '0');
});
