import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const hook = join(import.meta.dirname, '../src/build-hook.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-hook-'));
  const program = `import { isHookOfBuild } from ${JSON.stringify(hook)};\nconsole.log(\`hook: \${isHookOfBuild()}\`);`;
  writeFileSync(join(folder, 'main.mjs'), program);
  const prebuild = `${process.execPath} main.mjs`;
  const scripts = { prebuild, build: 'echo built' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function npm(...args: string[]): string {
  return execFileSync('npm', ['--silent', ...args], { cwd: folder, encoding: 'utf8' });
}

test('before `npm run build` it is a hook', () => {
  assert.equal(npm('run', 'build', '--', '--outputStyle=static').split('\n')[0], 'hook: true');
});

test('`npm run prebuild` is asked for', () => {
  assert.equal(npm('run', 'prebuild', '--', '--targets', 'linux-x64'), 'hook: false\n');
});
