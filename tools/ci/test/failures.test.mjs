import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

import { failuresIn, printedFailures } from '../failures.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ci-failures-'));
after(() => rmSync(folder, { recursive: true }));

/** What a test runner prints about these sources. */
function outputOf(name, source, args) {
  const file = join(folder, name);
  writeFileSync(file, source);
  const env = { ...process.env, FORCE_COLOR: '1' };
  // The inner runner would report to the outer one.
  delete env.NODE_TEST_CONTEXT;
  const { stdout, stderr } = spawnSync(process.execPath, args(file), {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

test('failures of Jest: each with its message, and not what passed', () => {
  const jest = join(
    dirname(createRequire(import.meta.url).resolve('jest/package.json')),
    'bin/jest.js',
  );
  writeFileSync(join(folder, 'jest.config.cjs'), 'module.exports = { transform: {} };');
  const output = outputOf(
    'sums.test.js',
    `test('adds', () => expect(1 + 1).toBe(3)); test('subtracts', () => {}); describe('group', () => test('fails', () => { throw new Error('inner'); }));`,
    (file) => [jest, '--rootDir', folder, file],
  );
  const text = printedFailures(failuresIn(`\n> nx run sums:test\n\n${output}`));
  assert.match(text, /^sums:test: ● adds$/m);
  assert.match(text, /^ {4}Expected: 3$/m);
  assert.match(text, /^sums:test: ● group › fails$/m);
  assert.match(text, /^ {4}inner$/m);
  assert.doesNotMatch(text, /subtracts'?$|Tests:/m);
});

test("failures of Node's test runner: place, name and message, each once", () => {
  const output = outputOf(
    'sums.test.mjs',
    `import { test } from 'node:test'; import assert from 'node:assert'; test('adds', () => assert.equal(1 + 1, 3, 'two')); test('subtracts', () => {});`,
    (file) => ['--test', '--test-reporter', 'spec', file],
  );
  const text = printedFailures(
    failuresIn(`> nx run sums:test\n\n${output}\n> nx run other:test\n`),
  );
  assert.match(text, /^sums:test: test at sums\.test\.mjs:1:\d+$/m);
  assert.equal(text.match(/✖ adds/g)?.length, 1);
  assert.match(text, /AssertionError \[ERR_ASSERTION\]: two/);
  assert.doesNotMatch(text, /subtracts|other:test/);
});

test('failures that are told in one line', () => {
  const lines = [
    '> nx run core:test-native',
    '    ring.test.cpp:12: does not hold: ring.empty()',
    'FAIL ring_is_empty_at_first',
    'FAILED: hang over tls',
    'src/a.ts(1,2): error TS2322: no',
  ];
  assert.equal(
    printedFailures(failuresIn(lines.join('\n'))),
    lines
      .slice(1)
      .map((line) => `core:test-native: ${line.trim()}`)
      .join('\n'),
  );
});

test('many failures fit into a hundred lines, and all of them are named', () => {
  const failures = Array.from({ length: 45 }, (_, i) => [
    'a:test',
    `  ● test ${i}`,
    ...Array.from({ length: 30 }, (_, line) => `message ${line}`),
  ]);
  const lines = printedFailures(failures).split('\n');
  assert.ok(lines.length <= 100, String(lines.length));
  assert.equal(lines.filter((line) => line.includes('● test')).length, 45);
});
