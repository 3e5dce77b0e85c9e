import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../src/places.ts';
import { temporaryFolder } from './bad-binary.ts';

const program = 'tools/prebuild/test/programs/compile-exporter.ts';
const sources = [
  'tools/prebuild',
  'tools/venv.ts',
  'packages/api-bridge',
  'packages/exporter-otlp-local',
  'packages/context-native/native',
  'packages/metrics-system/native',
  'packages/native-core/native',
  'packages/native-platform',
];

function hashFrom(workspace: string): string {
  return execFileSync(process.execPath, [join(workspace, program)], { encoding: 'utf8' });
}

test('the same sources in another folder make the same file', () => {
  using folder = temporaryFolder();
  const copy = join(folder.path, 'a folder elsewhere');
  for (const source of sources) {
    cpSync(join(root, source), join(copy, source), {
      recursive: true,
      filter: (path) => !/\/(build|dist|prebuilds)$/.test(path),
    });
  }
  for (const shared of ['.venv', 'node_modules'])
    symlinkSync(join(root, shared), join(copy, shared));
  const here = hashFrom(root);
  assert.equal(hashFrom(copy), here);
  assert.match(here, /^[0-9a-f]{64}\n$/);
});
