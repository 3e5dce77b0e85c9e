import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { applicationFiles, findPackage, loadPackages } from '../src/index.ts';

let root: string;
let argv: string[];
const cwd = process.cwd();
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'optional-package-')));
  argv = process.argv;
  for (const place of ['script', 'directory', 'ours']) mkdirSync(join(root, place));
  process.argv = [process.execPath, join(root, 'script/main.js')];
  writeFileSync(join(root, 'script/main.js'), '');
  process.chdir(join(root, 'directory'));
});
afterEach(() => {
  process.chdir(cwd);
  process.argv = argv;
  rmSync(root, { recursive: true });
});

const wanted = { name: '@scope/wanted', atLeast: '1.2.0', below: '2.0.0' };
const ours = () => join(root, 'ours/index.js');

function install(place: string, version: string | undefined, name = wanted.name): string {
  const folder = join(root, place, 'node_modules', name);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  // No "exports" of package.json, as many packages have none.
  const exports = { '.': './dist/index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, exports }));
  writeFileSync(join(folder, 'dist/package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'dist/index.js'), `exports.from = ${JSON.stringify(place)};`);
  return folder;
}

test('the main script wins over the working directory, and that over our own file', () => {
  for (const place of ['ours', 'directory', 'script']) {
    install(place, '1.2.3');
    const [loaded] = loadPackages<[{ from: string }]>('a test', [wanted], ours());
    assert.equal(loaded.from, place);
  }
});

test('a command in node_modules/.bin belongs to the package that it links to', () => {
  mkdirSync(join(root, 'bin'));
  symlinkSync(join(root, 'script/main.js'), join(root, 'bin/command'));
  process.argv[1] = join(root, 'bin/command');
  const application = join(root, 'directory/application.js');
  assert.deepEqual(applicationFiles(), [join(root, 'script/main.js'), application]);
});

test('without a script, and in a folder that was deleted, our own file is left', () => {
  process.argv = [process.execPath];
  const deleted = join(root, 'deleted');
  mkdirSync(deleted);
  process.chdir(deleted);
  rmSync(deleted, { recursive: true });
  install('ours', '1.2.0');
  assert.deepEqual(applicationFiles(), []);
  assert.equal(findPackage(wanted, ours())?.version, '1.2.0');
});

test('a supported version elsewhere is better than a wrong one that is nearer', () => {
  install('script', '1.1.9');
  const folder = install('ours', '1.2.0');
  const found = findPackage(wanted, ours());
  assert.deepEqual(found, {
    path: join(folder, 'dist/index.js'),
    folder,
    version: '1.2.0',
    isSupported: true,
  });
});

for (const [version, isSupported] of [
  ['1.1.99', false],
  ['1.2.0-rc.1', false],
  ['1.2.0', true],
  ['1.10.0', true],
  ['1.99.0-beta+build-2', true],
  ['2.0.0', false],
  ['2.0.1', false],
  [undefined, true],
] as const) {
  test(`version ${version} is ${isSupported ? '' : 'not '}within >=1.2.0 <2.0.0`, () => {
    install('script', version);
    assert.equal(findPackage(wanted, ours())?.isSupported, isSupported);
  });
}

test('the error of a wrong version names it, where it is, and what is needed; nothing is loaded', () => {
  const folder = install('directory', '3.0.0');
  const other = { ...wanted, name: 'other' };
  writeFileSync(join(install('script', '1.2.0', 'other'), 'dist/index.js'), 'throw new Error();');
  assert.throws(() => loadPackages('a test', [other, wanted], ours()), {
    code: 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE',
    message: `a test needs @scope/wanted >=1.2.0 <2.0.0; found 3.0.0 in ${folder}: npm install @scope/wanted@^1.2.0`,
  });
});

test('the error of missing ones names all of them', () => {
  const other = { ...wanted, name: 'other' };
  assert.throws(() => loadPackages('a test', [wanted, other], undefined), {
    code: 'ERR_OTEL_NATIVE_MISSING_PACKAGE',
    message:
      'a test needs @scope/wanted >=1.2.0 <2.0.0 and other >=1.2.0 <2.0.0, which are not installed: npm install @scope/wanted other',
  });
});

test('a dependency of another package is found below that, and installed with it', () => {
  const through = { ...wanted, through: 'owner' };
  assert.throws(() => loadPackages('a test', [through], ours()), /npm install owner$/);
  install('script', '1.0.0', 'owner');
  install('script/node_modules/owner', '1.5.0');
  assert.equal(findPackage(through, ours())?.version, '1.5.0');
});
