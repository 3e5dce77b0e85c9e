import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { compactJson } from '../src/harness/compact-json.ts';
import { describeCommit } from '../src/harness/commit.ts';
import { describeEnvironment } from '../src/harness/environment.ts';
import { medianLines } from '../src/harness/median-lines.ts';
import { writeResult } from '../src/harness/result-file.ts';
import { thin } from '../src/harness/thin-result.ts';
import type { TimeSeries } from '../src/harness/time-series.ts';
import { serviceVariantNames } from '../src/variants/service-variants.ts';

const maxFileBytes = 24_000;

const series = (
  variant: string,
  round: number,
  values: readonly number[],
  key: Partial<TimeSeries> = {},
): TimeSeries => ({
  ...{ variant, round, values, phase: 'fixed', metric: 'rssBytes', unit: 'bytes' },
  atSeconds: values.map((_, index) => index),
  ...key,
});

test('a line is the median of all rounds, step by step', () => {
  const rounds = [series('a', 1, [1, 2, 3]), series('a', 2, [9, 5, 9]), series('a', 3, [2, 8, 4])];
  const steps = { phase: 'fixed', metric: 'rssBytes', unit: 'bytes' };
  assert.deepEqual(medianLines([...rounds, series('b', 1, [7, 7, 7])]), [
    { ...steps, stepSeconds: 0.6667, values: { a: [2, 5, 4], b: [7, 7, 7] } },
  ]);
});

test('a long line is thinned, to four digits; a step without a sample is null', () => {
  const [long] = medianLines([
    series(
      'a',
      1,
      Array.from({ length: 201 }, (_, at) => at * 1000),
    ),
  ]);
  assert.equal(long?.stepSeconds, 10);
  assert.equal(long.values['a']?.length, 20);
  assert.deepEqual(long.values['a'].slice(0, 2), [4500, 14500]);
  assert.equal(long.values['a'].at(-1), 195000);
  const [late] = medianLines([series('a', 1, [1, 2, 3], { atSeconds: [0, 8, 9] })]);
  assert.deepEqual(late?.values, { a: [1, null, 2.5] });
  assert.deepEqual(medianLines([series('a', 1, [])]), []);
});

test('phases and metrics have lines of their own; those that nothing draws are left out', () => {
  const { series: kept } = thin({
    ...{ case: 'service', rounds: {} },
    series: [
      series('a', 1, [1]),
      series('a', 1, [2], { phase: 'saturated' }),
      series('a', 1, [3], { metric: 'loopDelayMs', unit: 'ms' }),
      series('a', 1, [4], { metric: 'loopDelayMs', unit: 'ms', phase: 'saturated' }),
    ],
  });
  assert.deepEqual(
    kept.map(({ phase, metric, values }) => [phase, metric, values]),
    [
      ['fixed', 'rssBytes', { a: [1] }],
      ['saturated', 'rssBytes', { a: [2] }],
      ['fixed', 'loopDelayMs', { a: [3] }],
    ],
  );
});

test('counts stay exact, fractions have five digits, rounds are left out', () => {
  const full = {
    ...{ case: 'span', rounds: { native: [1.5] }, lost: 1234567 },
    mainCpuUs: { median: 1.23456789, min: 1234.56789, max: null },
  };
  assert.deepEqual(thin(full), {
    ...{ schemaVersion: 2, case: 'span', lost: 1234567 },
    mainCpuUs: { median: 1.2346, min: 1234.6, max: null },
  });
});

test('what holds no list and no object takes one line of the file, and nothing else changes', () => {
  const result = { name: 'a [1,\n 2] {b}', values: [1, null, 1e21], nested: [{ at: [] }, ['x']] };
  const json = compactJson({ ...result, summary: { median: 1, min: 0 }, absent: undefined });
  assert.match(json, /^ {2}"values": \[1, null, 1e\+21\],$/m);
  assert.match(json, /^ {2}"summary": \{ "median": 1, "min": 0 \}$/m);
  assert.deepEqual(JSON.parse(json), { ...result, summary: { median: 1, min: 0 } });
});

test('the file of a long run of a service with every agent is small', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-results-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const names = serviceVariantNames(undefined);
  const values = Array.from({ length: 600 }, (_, at) => 123_456_789 + at * 997.123);
  const summary = { median: 123_456_789, min: 123_456_789, max: 123_456_789 };
  const figures = Object.fromEntries(
    Array.from({ length: 14 }, (_, at) => [`metric${at}`, summary]),
  );
  const file = writeResult(
    {
      case: 'service',
      ...{ variants: Object.fromEntries(names.map((name) => [name, figures])) },
      rounds: Object.fromEntries(names.map((name) => [name, Array(9).fill(figures)])),
      series: names.flatMap((name) =>
        ['rssBytes', 'heapUsedBytes', 'processCpuCores', 'loopDelayMs'].flatMap((metric) =>
          Array.from({ length: 9 }, (_, round) => series(name, round + 1, values, { metric })),
        ),
      ),
    },
    pathToFileURL(`${folder}/`),
  );
  assert.ok(statSync(file).size < maxFileBytes, `${statSync(file).size} bytes`);
});

test('no result file is large, and each says when and of which commit it is, or that nobody knows', () => {
  const folder = new URL('../results/', import.meta.url);
  const names = readdirSync(folder);
  assert.ok(names.length > 0);
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    assert.ok(Buffer.byteLength(text) < maxFileBytes, `${name}: ${text.length} bytes`);
    const { environment } = JSON.parse(text) as { environment: Record<string, unknown> };
    for (const field of ['date', 'commit', 'packages']) assert.ok(field in environment, name);
  }
});

test('a result records its day, its commit and the versions of what it measured', () => {
  const pinning = { description: 'none' } as Parameters<typeof describeEnvironment>[1];
  const { date, commit, packages } = describeEnvironment(['dd-trace'], pinning);
  assert.match(date ?? '', /^\d{4}-\d\d-\d\d$/);
  assert.equal(commit, describeCommit());
  if (commit !== null) assert.match(commit, /^[0-9a-f]{12,}( \+ changes)?$/);
  assert.match(packages['dd-trace'] ?? '', /^\d+\.\d+\.\d+/);
});
