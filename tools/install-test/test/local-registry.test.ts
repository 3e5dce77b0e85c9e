import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LocalRegistry } from '../src/registry/local-registry.ts';

interface Packument {
  'dist-tags': { latest: string };
  versions: Record<string, { dist: { tarball: string; integrity: string } }>;
}

let folder: string;
let registry: LocalRegistry;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-registry-'));
  mkdirSync(join(folder, 'package'));
  const manifest = JSON.stringify({ name: '@scope/one', version: '1.2.3' });
  writeFileSync(join(folder, 'package/package.json'), manifest);
  execFileSync('tar', ['-czf', join(folder, 'one.tgz'), '-C', folder, 'package']);
  registry = await LocalRegistry.start(folder);
});
after(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

test('a package is described, and its tarball has the integrity that was promised', async () => {
  const response = await fetch(`${registry.url}@scope%2fone`);
  const { 'dist-tags': tags, versions } = (await response.json()) as Packument;
  assert.equal(tags.latest, '1.2.3');
  const { tarball, integrity } = versions['1.2.3']!.dist;
  const bytes = Buffer.from(await (await fetch(tarball)).arrayBuffer());
  assert.equal(`sha512-${createHash('sha512').update(bytes).digest('base64')}`, integrity);
});

test('it names its packages', () => {
  assert.deepEqual(registry.names, ['@scope/one']);
});

test('what it has not is not found', async () => {
  assert.equal((await fetch(`${registry.url}@scope%2ftwo`)).status, 404);
});

test('a folder without tarballs is an error that says what to do', async () => {
  await assert.rejects(LocalRegistry.start(join(folder, 'package')), /npm run pack/);
});
