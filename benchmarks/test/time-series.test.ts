import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compactNumberLists } from '../src/harness/result-file.ts';
import { SeriesRecorder } from '../src/harness/time-series.ts';

test('a series is two columns of the same length, to a thousandth', () => {
  const key = {
    variant: 'native',
    round: 2,
    phase: 'fixed',
    metric: 'rssBytes',
    unit: 'bytes',
  } as const;
  const recorder = new SeriesRecorder(key);
  recorder.add(0.00049, 1024);
  recorder.add(1.00051, 2048.12345);
  assert.deepEqual(recorder.finish(), {
    ...key,
    atSeconds: [0, 1.001],
    values: [1024, 2048.123],
  });
});

test('a list of numbers takes one line of the result file, and nothing else changes', () => {
  const result = { name: 'a [1,\n 2] b', values: [1, -2.5, 1e21], nested: [{ at: [] }, ['x', 3]] };
  const json = compactNumberLists(JSON.stringify(result, null, 2));
  assert.match(json, /"values": \[1, -2\.5, 1e\+21\],\n/);
  assert.deepEqual(JSON.parse(json), result);
});
