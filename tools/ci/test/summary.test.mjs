import assert from 'node:assert/strict';
import { test } from 'node:test';

import { printedTable, readSteps, updatedPage } from '../summary.mjs';

const steps = readSteps('Install\tpassed\t40\nFuzz targets\tFAILED\t3\n');
const first = { commit: 'abc1234', date: '2026-11-29', machine: '2 cores' };

test('the printed table ends with how many passed, how many failed, and the seconds of all', () => {
  assert.equal(
    printedTable(steps),
    [
      'Install       passed     40 s',
      'Fuzz targets  FAILED      3 s',
      '1 passed, 1 failed             43 s',
    ].join('\n'),
  );
});

test('a step that runs again replaces its row, and the other rows stay', () => {
  const page = updatedPage('', steps, first);
  const again = readSteps('Fuzz targets\tpassed\t9\nPlatforms\tpassed\t5\n');
  const rows = updatedPage(page, again, { ...first, commit: 'def5678' }).split('\n');
  assert.deepEqual(rows.filter((line) => line.startsWith('|')).slice(2), [
    '| Install | passed | 40 | abc1234 | 2026-11-29 |',
    '| Fuzz targets | passed | 9 | def5678 | 2026-11-29 |',
    '| Platforms | passed | 5 | def5678 | 2026-11-29 |',
  ]);
});
