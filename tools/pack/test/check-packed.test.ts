import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { problemsOf } from '../src/check-packed.ts';

const kComplete = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/cli.js'];
const kManifest = {
  name: 'one',
  version: '1.0.0',
  main: './dist/index.js',
  bin: { one: 'dist/cli.js' },
  exports: { '.': { import: { types: './dist/index.d.ts', default: './dist/index.js' } } },
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-packed-'));
  writeFileSync(join(folder, 'README.md'), '# One');
});
afterEach(() => rmSync(folder, { recursive: true }));

function problems(files: readonly string[], manifest: object = kManifest): string[] {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return problemsOf(folder, files, ['prebuilds/linux-x64/one.node']);
}

const kBinary = 'prebuilds/linux-x64/one.node';

test('a package with all its files has no problems', () => {
  assert.deepEqual(problems([...kComplete, kBinary]), []);
});

test('an entry point, a type, a command, a page or a binary that is missing is named', () => {
  for (const file of [...kComplete, kBinary]) {
    const others = [...kComplete, kBinary].filter((other) => other !== file);
    assert.deepEqual(problems(others), [`one has no ${file}`]);
  }
});

test("what would run or compile on the user's machine is named", () => {
  const found = problems([...kComplete, kBinary, 'binding.gyp', 'native/addon.cpp'], {
    ...kManifest,
    scripts: { install: 'node-gyp rebuild', test: 'jest' },
  });
  assert.deepEqual(found, [
    'one runs install',
    'one has a binding.gyp, which npm would build',
    'one ships the sources of its addon',
  ]);
});

test('a relative link that is left in its README is named', () => {
  writeFileSync(join(folder, 'README.md'), 'See [the docs](../../docs/two.md).');
  assert.deepEqual(problems([...kComplete, kBinary]), [
    'one has a README that links to ../../docs/two.md',
  ]);
});
