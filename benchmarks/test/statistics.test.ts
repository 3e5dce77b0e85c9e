import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pairRatios, summarise } from '../src/harness/statistics.ts';

test('summarises an odd and an even number of rounds, whatever their order', () => {
  assert.deepEqual(summarise([10, 2, 9]), { median: 9, min: 2, max: 10 });
  assert.deepEqual(summarise([10, 2, 9, 4]), { median: 6.5, min: 2, max: 10 });
  assert.deepEqual(summarise([7]), { median: 7, min: 7, max: 7 });
});

test('a figure that one round could not measure is not measured', () => {
  assert.equal(summarise([1, null, 3]), null);
  assert.equal(summarise([]), null);
});

test('leaves the rounds as they were', () => {
  const rounds = [3, 1, 2];
  summarise(rounds);
  assert.deepEqual(rounds, [3, 1, 2]);
});

test('divides round by round, not median by median', () => {
  const official = [20, 40, 30];
  const native = [2, 8, 10];
  assert.deepEqual(pairRatios(official, native), [10, 5, 3]);
  assert.equal(summarise(pairRatios(official, native))?.median, 5);
});

test('a pair with an unmeasured half has no ratio; rounds without a partner are an error', () => {
  assert.deepEqual(pairRatios([1, null, 3], [1, 2, null]), [1, null, null]);
  assert.throws(() => pairRatios([1, 2], [1]), RangeError);
});
