import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGyp } from '../src/binding-gyp.ts';
import { temporaryFolder } from './bad-binary.ts';

function written(folder: string, target: string): string {
  const path = join(folder, 'binding.gyp');
  writeFileSync(path, `# a comment\n{ 'targets': [ { 'target_name': 'addon', ${target} } ] }`);
  return path;
}

test('sources for one system join those for all', () => {
  using folder = temporaryFolder();
  const conditions = `'conditions': [['OS=="mac"', {'sources': ['mac.cpp']}, {'sources': ['linux.cpp']}]]`;
  const path = written(folder.path, `'sources': ['all.cpp'], ${conditions}`);
  assert.deepEqual(readGyp(path, 'darwin').sources, ['all.cpp', 'mac.cpp']);
  assert.deepEqual(readGyp(path, 'linux').sources, ['all.cpp', 'linux.cpp']);
});

test('a folder to include is relative to the file, or printed by a command', () => {
  using folder = temporaryFolder();
  const path = written(folder.path, `'include_dirs': ['.', "<!(echo /printed)"]`);
  assert.deepEqual(readGyp(path, 'linux').includeFolders, [folder.path, '/printed']);
});

test('a condition that is not understood is an error, so that no source is left out', () => {
  using folder = temporaryFolder();
  const path = written(folder.path, `'conditions': [['OS!="win"', {'sources': ['posix.cpp']}]]`);
  assert.throws(() => readGyp(path, 'linux'), /not understood: OS!="win"/);
});
