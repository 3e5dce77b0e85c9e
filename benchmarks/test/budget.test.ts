import assert from 'node:assert/strict';
import { test } from 'node:test';

import { budgeted } from '../src/budget.ts';
import { parseBenchArguments } from '../src/harness/arguments.ts';

test('the short budget shortens a case, but not what was asked for', () => {
  const short = budgeted('service', parseBenchArguments(['all', '--budget', 'short']));
  assert.deepEqual(
    [short.caseName, short.rounds, short.seconds, short.together],
    ['service', 3, undefined, true],
  );
  const given = budgeted(
    'outage',
    parseBenchArguments(['all', '--budget', 'short', '--seconds', '7']),
  );
  assert.deepEqual([given.seconds, given.rounds], [7, 1]);
});

test('without it every case has its defaults', () => {
  const { rounds, seconds, turns, together } = budgeted('span', parseBenchArguments(['all']));
  assert.deepEqual([rounds, seconds, turns, together], [undefined, undefined, undefined, false]);
});

test('another budget is refused', () => {
  assert.throws(
    () => parseBenchArguments(['all', '--budget', 'tiny']),
    /--budget takes full or short/,
  );
});
