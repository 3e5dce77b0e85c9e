import assert from 'node:assert/strict';
import { test } from 'node:test';

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
