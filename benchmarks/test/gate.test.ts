import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { breachesOf, type Floors } from '../src/gate/floors.ts';
import { failedCases, type Attempt } from '../src/gate/gate.ts';

const around = (median: number) => ({ median, min: median / 2, max: median * 2 });
const floors = { span: { mainCpu: 4, 'inner.with': 8 } };
const ratios = (mainCpu: number) => ({ mainCpu: around(mainCpu), inner: { with: around(9) } });

test('a ratio at its floor holds, one below it does not, and neither does one that was not measured', () => {
  assert.deepEqual(breachesOf(ratios(4), floors.span), []);
  assert.deepEqual(breachesOf(ratios(3.99), floors.span), [
    { ratio: 'mainCpu', floor: 4, median: 3.99 },
  ]);
  assert.deepEqual(breachesOf({ ...ratios(4), mainCpu: null }, floors.span), [
    { ratio: 'mainCpu', floor: 4, median: null },
  ]);
  assert.equal(breachesOf({ ...ratios(4), mainCpu: around(NaN) }, floors.span).length, 1);
});

test('a key of a ratio may have a dot itself', () => {
  const inner = { '2.5MB': { wide: { mainCpu: around(3) } } };
  assert.deepEqual(breachesOf(inner, { '2.5MB.wide.mainCpu': 3 }), []);
  assert.throws(() => breachesOf(inner, { '2.5MB.ascii.mainCpu': 3 }), /no ratio/);
});

test('a floor for what is not measured is a mistake, not a pass', async () => {
  assert.throws(() => breachesOf(ratios(4), { mainCpus: 1 }), /no ratio "mainCpus"/);
  assert.throws(() => breachesOf(ratios(4), { 'outer.with': 1 }), /no ratio "outer.with"/);
  await assert.rejects(
    failedCases({}, floors, () => {}),
    /floors for "span"/,
  );
});

test('a case is measured once more before it fails, and its name is given', async () => {
  const lines: string[] = [];
  const run = async (...medians: number[]) => {
    const attempts: number[] = [];
    const span = async (attempt: Attempt) => {
      attempts.push(attempt);
      return { ratios: ratios(medians[attempt - 1] ?? NaN) };
    };
    const failed = await failedCases({ span }, floors, (line) => lines.push(line));
    return { failed, attempts };
  };
  assert.deepEqual(await run(5), { failed: [], attempts: [1] });
  assert.deepEqual(await run(3, 5), { failed: [], attempts: [1, 2] });
  assert.deepEqual(await run(3, 2), { failed: ['span'], attempts: [1, 2] });
  assert.equal(lines.at(-1), 'span: below the floor: mainCpu');
});

test('a quick gate begins with a shorter run, and believes only that floors hold', async () => {
  const attempts: Attempt[] = [];
  const span = async (attempt: Attempt) => {
    attempts.push(attempt);
    return { ratios: ratios(attempt === 0 ? 3 : 5) };
  };
  assert.deepEqual(await failedCases({ span }, floors, () => {}, [0, 1, 2]), []);
  assert.deepEqual(attempts, [0, 1]);
});

test('the floors of the repository are ratios above one, of cases that have such ratios', () => {
  const file = new URL('../floors.json', import.meta.url);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Floors;
  const cases = ['context', 'llm', 'log', 'metric', 'span', 'span-deep', 'span-events', 'startup'];
  assert.deepEqual(Object.keys(kept).toSorted(), cases);
  for (const [name, ofCase] of Object.entries(kept)) {
    for (const [ratio, floor] of Object.entries(ofCase)) assert.ok(floor > 1, `${name} ${ratio}`);
  }
});
