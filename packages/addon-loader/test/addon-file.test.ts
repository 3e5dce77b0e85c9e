import assert from 'node:assert/strict';
import { once } from 'node:events';
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { AddonFile, kAddonDirectory } from '../src/index.ts';
import type { AddonDescription } from '../src/addon-places.ts';
import { Folder, kPlaces } from './package-folder.ts';

const kPackage = '@scope/package';

interface AddonError extends Error {
  code?: string;
}

/** The addon of a package in this folder, as its `dist/index.js` would ask for it. */
function addonIn(folder: string, more: Partial<AddonDescription> = {}) {
  const from = pathToFileURL(join(folder, 'dist/index.js')).href;
  return new AddonFile({ packageName: kPackage, name: 'addon', from, ...more });
}

const chosenInCode = globalThis as { [kAddonDirectory]?: string };

afterEach(() => {
  delete process.env['OTEL_NATIVE_ADDON_DIR'];
  delete chosenInCode[kAddonDirectory];
});

test('a local build comes before what is prebuilt', () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuilt);
  assert.equal(addonIn(folder.path).path, join(folder.path, kPlaces.prebuilt));
  folder.addon(kPlaces.built);
  assert.equal(addonIn(folder.path).path, join(folder.path, kPlaces.built));
});

test('a local build that does not load is passed over', () => {
  using folder = new Folder();
  folder.write(kPlaces.built, 'no ELF file');
  folder.addon(kPlaces.prebuilt);
  assert.equal(addonIn(folder.path).path, join(folder.path, kPlaces.prebuilt));
});

test('Bun is spared an addon that calls libuv', () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuilt);
  const { versions } = process;
  Object.defineProperty(process, 'versions', { value: { ...versions, bun: '1.4.5' } });
  try {
    assert.match(addonIn(folder.path, { usesLibuv: true }).error!.message, /Bun has no libuv/);
    assert.equal(addonIn(folder.path).path, join(folder.path, kPlaces.prebuilt));
  } finally {
    Object.defineProperty(process, 'versions', { value: versions });
  }
});

test('an addon with one binary for each ABI has the ABI in its name', () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuiltPerAbi);
  const path = () => addonIn(folder.path, { isPerAbi: true }).path;
  assert.equal(path(), join(folder.path, kPlaces.prebuiltPerAbi));
  folder.addon(kPlaces.builtPerAbi);
  assert.equal(path(), join(folder.path, kPlaces.builtPerAbi));
});

test('a path in place of a URL will do, as bundlers write it', () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuilt);
  const addon = addonIn(folder.path, { from: join(folder.path, 'dist/index.cjs') });
  assert.equal(addon.path, join(folder.path, kPlaces.prebuilt));
});

test('code in a bundle looks for its package from the bundle', () => {
  using folder = new Folder();
  folder.write(`node_modules/${kPackage}/package.json`, '{}');
  const path = folder.addon(join(`node_modules/${kPackage}`, kPlaces.prebuilt));
  assert.equal(addonIn(join(folder.path, 'out')).path, path);
});

test('code in a bundle that lies elsewhere looks for its package from the working directory', () => {
  using folder = new Folder();
  folder.write(`node_modules/${kPackage}/package.json`, '{}');
  const path = folder.addon(join(`node_modules/${kPackage}`, kPlaces.prebuilt));
  const before = process.cwd();
  process.chdir(folder.path);
  try {
    assert.equal(addonIn('/nowhere', { from: undefined }).path, path);
  } finally {
    process.chdir(before);
  }
});

test('a package without its addon does not take that of another copy', () => {
  using folder = new Folder();
  folder.write('package.json', JSON.stringify({ name: kPackage }));
  folder.write(`node_modules/${kPackage}/package.json`, '{}');
  folder.addon(join(`node_modules/${kPackage}`, kPlaces.prebuilt));
  assert.equal(addonIn(folder.path).path, undefined);
});

test('a folder chosen by the environment comes first, and one chosen in code before that', () => {
  using folder = new Folder();
  folder.addon(kPlaces.built);
  const byEnvironment = folder.addon('environment/addon.node');
  process.env['OTEL_NATIVE_ADDON_DIR'] = join(folder.path, 'environment');
  assert.equal(addonIn(folder.path).path, byEnvironment);
  const inCode = folder.addon('code/addon.node');
  chosenInCode[kAddonDirectory] = join(folder.path, 'code');
  assert.equal(addonIn(folder.path).path, inCode);
});

test('a chosen folder without the addon is a warning, and the usual places are tried', async () => {
  using folder = new Folder();
  const path = folder.addon(kPlaces.prebuilt);
  folder.write('empty/README', '');
  process.env['OTEL_NATIVE_ADDON_DIR'] = join(folder.path, 'empty');
  const warned = once(process, 'warning');
  assert.equal(addonIn(folder.path).path, path);
  const [warning] = (await warned) as [AddonError];
  assert.equal(warning.code, 'OTEL_NATIVE_ADDON_DIR');
  assert.match(warning.message, /\/empty\/addon\.node is not used \(no such file\)/);
});

test('a chosen folder that is not there is one warning for all addons', async () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuilt);
  const nowhere = join(folder.path, 'nowhere');
  process.env['OTEL_NATIVE_ADDON_DIR'] = nowhere;
  const messages: string[] = [];
  const listener = ({ message }: Error) => messages.push(message);
  process.on('warning', listener);
  for (let index = 0; index < 3; index++) assert.ok(addonIn(folder.path).path);
  process.emitWarning('the last one');
  while (!messages.includes('the last one')) await setImmediate();
  process.off('warning', listener);
  const problem = `${nowhere} is not used (no such file); the usual places are tried`;
  assert.deepEqual(messages, [`OTEL_NATIVE_ADDON_DIR: ${problem}`, 'the last one']);
});

test('an addon that was cut off is not loaded, which would end the process', () => {
  using folder = new Folder();
  const path = folder.addon(kPlaces.prebuilt);
  const whole = statSync(path).size;
  for (const size of [0, 3, 64, 200, 4_096, Math.floor(whole / 2)]) {
    truncateSync(folder.addon(kPlaces.prebuilt), size);
    const { code } = addonIn(folder.path).error as AddonError;
    assert.equal(code, 'ERR_OTEL_NATIVE_NO_BINARY', `cut off after ${size} bytes`);
  }
});

test('the error lists each file that was tried with its reason, and what helps', () => {
  using folder = new Folder();
  folder.write(kPlaces.built, 'no ELF file');
  const error = addonIn(folder.path).error as AddonError;
  assert.equal(error.code, 'ERR_OTEL_NATIVE_NO_BINARY');
  const lines = error.message.split('\n');
  assert.match(lines[0]!, /^@scope\/package has no binary that loads on .+ with Node v/);
  assert.match(lines[2]!, /native\/build\/Release\/addon\.node: .+/);
  assert.match(lines[3]!, /prebuilds\/[^/]+\/addon\.node: no such file$/);
  assert.match(lines.at(-1)!, /OTEL_NATIVE_ADDON_DIR/);
  assert.throws(() => addonIn(folder.path).load(), { code: 'ERR_OTEL_NATIVE_NO_BINARY' });
});

test('an addon that loads can be refused, for good', () => {
  using folder = new Folder();
  folder.addon(kPlaces.prebuilt);
  let asked = 0;
  const refusal = new Error('of another version');
  const from = pathToFileURL(join(folder.path, 'dist/index.js')).href;
  const addon = new AddonFile({ packageName: kPackage, name: 'addon', from }, () => {
    asked++;
    return refusal;
  });
  assert.equal(addon.error, refusal);
  assert.equal(addon.path, undefined);
  assert.throws(() => addon.load(), refusal);
  assert.equal(asked, 1);
});
