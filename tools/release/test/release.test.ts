/** Versions, the repository's address and the guard before `npm publish`, each on a small workspace in a temporary folder. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { kPlatforms, requiredBinaries } from '../../pack/src/binaries.ts';
import { problemsOfVersions } from '../src/check-versions.ts';
import { differingPackages, isPlaceholder, setRepository } from '../src/repository.ts';
import { syncLock } from '../src/sync-lock.ts';
import { publishedPackages, readJson, writeJson, workspaceRoot } from '../src/workspace.ts';
import type { Manifest } from '../src/workspace.ts';

let root: string;

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  if (typeof content === 'string') writeFileSync(join(root, file), content);
  else writeJson(join(root, file), content);
}

/** A workspace like this one with two packages, of which the first in the alphabet depends on the other. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-test-'));
  const core = '@otel-native/native-core';
  write('package.json', { name: 'workspace', private: true });
  write('packages/a/package.json', {
    name: '@otel-native/a',
    version: '0.1.0',
    dependencies: { [core]: '0.1.0' },
  });
  write('packages/native-core/package.json', { name: core, version: '0.1.0', main: './main.js' });
  for (const folder of ['a', 'native-core']) write(`packages/${folder}/CHANGELOG.md`, '# 0.1.0\n');
  setRepository(root, 'https://github.com/acme/otel-native');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What `prepublishOnly` says of the package with native code, and how it ends. */
function prepublish(env: Record<string, string> = {}) {
  const script = join(workspaceRoot, 'tools/release/src/prepublish.ts');
  const cwd = join(root, 'packages/native-core');
  return spawnSync(process.execPath, [script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
}

function addBinaries(targets: readonly string[]): void {
  for (const file of requiredBinaries('packages/native-core', targets))
    write(`packages/native-core/${file}`, 'a binary');
}

test('a package that other packages depend on is published before them', () => {
  const names = publishedPackages(root).map(({ manifest }) => manifest.name);
  assert.deepEqual(names, ['@otel-native/native-core', '@otel-native/a']);
});

test('a package without one of its binaries is refused, with the name of the file', () => {
  write('packages/native-core/main.js', '');
  addBinaries(kPlatforms.filter((target) => target !== 'darwin-arm64'));
  const { status, stderr } = prepublish();
  assert.equal(status, 1);
  assert.equal(
    stderr,
    'Not publishable: prebuilds/darwin-arm64/otel_native_core.node is missing. Run `npm run prebuild`.\n',
  );
});

test('a package with all that it needs passes', () => {
  write('packages/native-core/main.js', '');
  addBinaries(kPlatforms);
  assert.deepEqual([prepublish().stderr, prepublish().status], ['', 0]);
});

test('RELEASE_TARGETS counts in a dry run alone', () => {
  write('packages/native-core/main.js', '');
  addBinaries(['linux-x64']);
  const env = { RELEASE_TARGETS: 'linux-x64' };
  assert.equal(prepublish({ ...env, npm_config_dry_run: 'true' }).status, 0);
  assert.equal(prepublish(env).status, 1);
});

test('the initial version and the placeholder of the address are refused, but in a dry run', () => {
  write('packages/native-core/main.js', '');
  addBinaries(kPlatforms);
  setRepository(root, 'https://github.com/OWNER/otel-native');
  const file = join(root, 'packages/native-core/package.json');
  writeJson(file, { ...readJson<Manifest>(file), version: '0.0.0' });
  const { stderr } = prepublish();
  assert.match(stderr, /The version is 0\.0\.0\./);
  assert.match(stderr, /The repository has no address yet\./);
  assert.equal(prepublish({ npm_config_dry_run: 'true' }).status, 0);
});

test('one command writes the address into every package, and a package that differs is found', () => {
  const file = join(root, 'packages/a/package.json');
  const { repository, homepage } = readJson<Manifest>(file);
  const url = 'git+https://github.com/acme/otel-native.git';
  assert.deepEqual(repository, { type: 'git', url, directory: 'packages/a' });
  assert.equal(homepage, 'https://github.com/acme/otel-native/tree/main/packages/a#readme');
  assert.equal(isPlaceholder(url), false);
  assert.deepEqual(differingPackages(root), []);
  writeJson(file, { ...readJson<Manifest>(file), homepage: 'https://example.com' });
  assert.deepEqual(differingPackages(root), ['packages/a']);
});

test('versions that do not fit each other are found before anything is published', () => {
  const versions = ['a', 'native-core'].map((name) => [`packages/${name}`, { version: '0.1.0' }]);
  write('package-lock.json', { packages: Object.fromEntries(versions) });
  assert.deepEqual(problemsOfVersions(root, publishedPackages(root)), []);
  write('package-lock.json', { packages: Object.fromEntries(versions.slice(1)) });
  write('packages/a/package.json', {
    ...readJson<Manifest>(join(root, 'packages/a/package.json')),
    dependencies: { '@otel-native/native-core': '^0.1.0' },
  });
  assert.deepEqual(problemsOfVersions(root, publishedPackages(root)), [
    'package-lock.json has another version of packages/a.',
    'packages/a depends on @otel-native/native-core ^0.1.0.',
  ]);
});

test('the lock file gets the versions of the workspaces, and nothing else changes', () => {
  const other = { version: '1.0.0', dependencies: { x: '1.0.0' } };
  const stale = { version: '0.0.0', dependencies: { '@otel-native/native-core': '0.0.0' } };
  write('package-lock.json', { packages: { 'packages/a': stale, 'node_modules/other': other } });
  syncLock(root);
  const { packages } = readJson<{ packages: unknown }>(join(root, 'package-lock.json'));
  assert.deepEqual(packages, {
    'packages/a': { version: '0.1.0', dependencies: { '@otel-native/native-core': '0.1.0' } },
    'node_modules/other': other,
  });
});

test('a changelog has the notes alone, each paragraph under its bullet', async () => {
  const { getReleaseLine, getDependencyReleaseLine } = createRequire(import.meta.url)(
    '../changelog.cjs',
  );
  const line = await getReleaseLine({ commit: 'abc', summary: 'First release.\n\n- A point\n' });
  assert.equal(line, '- First release.\n\n  - A point');
  assert.equal(await getDependencyReleaseLine([], []), '');
});
