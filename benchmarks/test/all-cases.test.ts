import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runAllCases } from '../src/all-cases.ts';

test('a case that fails is said and left out; those after it run', async () => {
  const ran: string[] = [];
  const lines: string[] = [];
  const run = async (name: string) => {
    if (name === 'b') throw new Error('locust is not installed');
    ran.push(name);
  };
  const failures = await runAllCases(['a', 'b', 'c'], run, (line) => lines.push(line));
  assert.deepEqual(ran, ['a', 'c']);
  assert.deepEqual([...failures], [['b', 'locust is not installed']]);
  assert.match(lines.join('\n'), /case 2 of 3\nb was left out: locust is not installed/);
});
