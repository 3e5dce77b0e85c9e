import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { addNodeCommand, fillPathFolder } from '../src/sandbox/path-folder.ts';

let folder: string;
let calls: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'path-folder-'));
  calls = join(folder, 'calls.log');
  fillPathFolder(join(folder, 'bin'), calls);
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(command: string) {
  const env = { PATH: join(folder, 'bin') };
  return spawnSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' });
}

test('a call of a compiler fails and is recorded', () => {
  assert.equal(run('make all').status, 1);
  assert.equal(run('cc -o a a.c').status, 1);
  assert.match(readFileSync(calls, 'utf8'), /\/make all\n.*\/cc -o a a\.c\n$/);
});

test('Node and the usual tools are there, and nothing else of the machine', () => {
  assert.equal(run('node --version | cat').stdout, `${process.version}\n`);
  assert.equal(run('sed --version').status, 0);
  assert.equal(run('perl --version').status, 127);
  assert.ok(!existsSync(calls));
});

test('a command of Node runs its program', () => {
  const [program] = process.argv.slice(1);
  assert.ok(program !== undefined);
  addNodeCommand(join(folder, 'bin'), 'print', join(import.meta.dirname, 'print-arguments.mjs'));
  assert.equal(run('print a "b c"').stdout, '["a","b c"]\n');
});
