import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { LoadedAddon, requireAddon } from '../src/index.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'addon-loader-'));
});
after(() => rmSync(folder, { recursive: true }));

/** A package in a folder of its own with these files, which stand for addons. */
function places(name: string, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const from = pathToFileURL(join(folder, name, 'dist/index.js')).href;
  return { from, built: '../build/addon.cjs', installed: 'the-platform' };
}
const built = { 'build/addon.cjs': "module.exports = 'built'" };
const installed = { 'node_modules/the-platform/index.js': "module.exports = 'installed'" };
const broken = { 'build/addon.cjs': "throw new Error('built for another machine')" };

test('what was built comes first', () => {
  assert.equal(requireAddon(places('both', { ...built, ...installed })), 'built');
});

test('else the package for the platform is taken', () => {
  assert.equal(requireAddon(places('installed', installed)), 'installed');
  assert.equal(requireAddon(places('broken', { ...broken, ...installed })), 'installed');
});

test('a path in place of a URL will do, as bundlers write it', () => {
  const { from, ...rest } = places('bundled', built);
  assert.equal(requireAddon({ ...rest, from: new URL(from).pathname }), 'built');
});

test('where none loads, it is told why', () => {
  const error = requireAddon(places('none', broken));
  assert.ok(error instanceof AggregateError);
  assert.deepEqual(
    error.errors.map((each: Error & { code?: string }) => each.code ?? each.message),
    ['built for another machine', 'MODULE_NOT_FOUND'],
  );
  const unknown = requireAddon({ ...places('unknown', {}), from: undefined as unknown as string });
  assert.ok(unknown instanceof AggregateError);
});

test('it is loaded once, and so is the error', () => {
  let loads = 0;
  const error = new Error('no');
  const none = new LoadedAddon(() => (loads++, error));
  assert.throws(() => none.get(), error);
  assert.equal(none.error, error);
  const some = new LoadedAddon(() => (loads++, 'addon'));
  assert.equal(some.get(), 'addon');
  assert.equal(some.error, undefined);
  assert.equal(loads, 2);
});
