import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const source = JSON.stringify(join(import.meta.dirname, '../src/index.ts'));
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'module-hook-')));
  // Types of the sources are stripped: they lie outside of node_modules.
  writeFileSync(join(root, 'hook.mjs'), hookProgram);
});
afterEach(() => rmSync(root, { recursive: true }));

/** Hooks `wanted`, and prints what was patched. */
const hookProgram = `
  import { hookPackage } from ${source};
  const wanted = JSON.parse(process.env.WANTED);
  globalThis.hook = hookPackage({ ...wanted, patch(exports, { version, wasLoaded, path }) {
    if (process.env.THROWS) throw new Error('patch failed');
    console.log('patch', version, wasLoaded, path.slice(process.env.ROOT.length + 1).replaceAll('\\\\', '/'));
    const before = exports.greet;
    exports.greet = () => 'patched ' + before();
    return () => void (exports.greet = before);
  } });`;

const wanted = { name: '@scope/wanted', atLeast: '1.2.0', below: '2.0.0' };

function install(place: string, version: string, name = wanted.name): string {
  const folder = join(root, place, 'node_modules', name);
  write(join(folder, 'package.json'), JSON.stringify({ name, version, main: 'main.js' }));
  write(join(folder, 'main.js'), `exports.greet = () => 'hello ' + require('./lib/part').greet();`);
  write(join(folder, 'lib/part/index.js'), `exports.greet = () => 'part';`);
  return folder;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Runs an application in the folder of this test, and returns the lines that it prints. */
function run(
  file: string,
  text: string,
  options: { env?: object; args?: string[] } = {},
): string[] {
  write(join(root, file), text);
  const { args = ['--import', join(root, 'hook.mjs')], env } = options;
  const output = execFileSync(process.execPath, [...args, join(root, file)], {
    // What it prints is compared, and a runner of tests may ask for colours.
    env: { ...process.env, FORCE_COLOR: '0', WANTED: JSON.stringify(wanted), ROOT: root, ...env },
    encoding: 'utf8',
  });
  return output.trim().split('\n');
}

const kMain = 'node_modules/@scope/wanted/main.js';
const kRequires = `const { greet } = require('@scope/wanted'); console.log(greet());`;
const kImports = `import { greet } from '@scope/wanted'; console.log(greet());`;

test('require returns the patched module, and patches it once', () => {
  install('', '1.2.3');
  const lines = run('app.cjs', `require('@scope/wanted'); ${kRequires}`);
  assert.deepEqual(lines, [`patch 1.2.3 false ${kMain}`, 'patched hello part']);
});

for (const [name, text] of [
  ['import', kImports],
  ['import()', `const { greet } = await import('@scope/wanted'); console.log(greet());`],
  ['import default', `import wanted from '@scope/wanted'; console.log(wanted.greet());`],
] as const) {
  test(`${name} of a CommonJS package returns the patched module`, () => {
    install('', '1.2.3');
    assert.deepEqual(run('app.mjs', text), [`patch 1.2.3 false ${kMain}`, 'patched hello part']);
  });
}

test('what was loaded before is patched', () => {
  install('', '1.2.3');
  const text = `import { createRequire } from 'node:module';
    const wanted = createRequire(import.meta.url)('@scope/wanted');
    console.log(wanted.greet());
    await import('./hook.mjs');
    console.log(wanted.greet());`;
  const lines = run('app.mjs', text, { args: [] });
  assert.deepEqual(lines, ['hello part', `patch 1.2.3 true ${kMain}`, 'patched hello part']);
});

test('a single file is patched, whatever the path that loads it', () => {
  install('', '1.2.3');
  const env = { WANTED: JSON.stringify({ ...wanted, file: 'lib/part/index.js' }) };
  const lines = run('app.cjs', kRequires, { env });
  const path = 'node_modules/@scope/wanted/lib/part/index.js';
  assert.deepEqual(lines, [`patch 1.2.3 false ${path}`, 'hello patched part']);
});

test('each installed copy is patched if its version is in the range', () => {
  install('', '1.2.3');
  install('a', '1.9.0');
  install('b', '2.0.0');
  write(join(root, 'a/index.cjs'), kRequires);
  write(join(root, 'b/index.cjs'), kRequires);
  const lines = run('app.cjs', `require('./a/index.cjs'); require('./b/index.cjs'); ${kRequires}`);
  assert.deepEqual(lines, [
    `patch 1.9.0 false a/${kMain}`,
    'patched hello part',
    'hello part',
    `patch 1.2.3 false ${kMain}`,
    'patched hello part',
  ]);
});

for (const [name, file, text] of [
  ['require', 'app.cjs', kRequires],
  ['import', 'app.mjs', kImports],
] as const) {
  test(`${name} of a folder with another name is seen: links, and packages under an alias`, () => {
    const folder = install('', '1.2.3');
    const alias = join(root, 'node_modules/@scope/wanted-1');
    renameSync(folder, alias);
    symlinkSync(alias, folder, 'junction');
    const path = 'node_modules/@scope/wanted-1/main.js';
    assert.deepEqual(run(file, text), [`patch 1.2.3 false ${path}`, 'patched hello part']);
  });
}

test('in a circle of modules, the patch sees all exports', () => {
  const folder = install('', '1.2.3');
  const circle = `require('./circle.js'); exports.greet = () => 'hello circle';`;
  writeFileSync(join(folder, 'main.js'), circle);
  writeFileSync(join(folder, 'circle.js'), `require('@scope/wanted'); require('./main.js');`);
  const lines = run('app.cjs', kRequires);
  assert.deepEqual(lines, [`patch 1.2.3 false ${kMain}`, 'patched hello circle']);
});

test('packages whose names contain the name are left alone', () => {
  install('', '1.2.3', '@scope/wanted-more');
  install('', '1.2.3', 'wanted');
  const lines = run('app.mjs', `import '@scope/wanted-more'; import 'wanted'; console.log('end');`);
  assert.deepEqual(lines, ['end']);
});

test('disable() undoes the patches and looks for no others', () => {
  install('', '1.2.3');
  install('a', '1.2.4');
  write(join(root, 'a/index.cjs'), kRequires);
  const text = `const wanted = require('@scope/wanted');
    console.log(wanted.greet());
    hook.disable();
    console.log(wanted.greet());
    require('./a/index.cjs');`;
  assert.deepEqual(run('app.cjs', text), [
    `patch 1.2.3 false ${kMain}`,
    'patched hello part',
    'hello part',
    'hello part',
  ]);
});

test('a patch that throws, and a module that does not load, leave the application alone', () => {
  const folder = install('', '1.2.3');
  assert.deepEqual(run('app.cjs', kRequires, { env: { THROWS: '1' } }), ['hello part']);
  writeFileSync(join(folder, 'main.js'), `throw new Error('broken');`);
  const text = `try { require('@scope/wanted'); } catch (error) { console.log(error.message); }`;
  assert.deepEqual(run('app.cjs', text), ['broken']);
});

test('another loader that hooks ES modules does not hide the package', () => {
  install('', '1.2.3');
  const hooks = (name: string) =>
    JSON.stringify(import.meta.resolve(`import-in-the-middle/${name}.mjs`));
  const text = `import { register, supportsSyncHooks } from ${hooks('register-hooks')};
    import { register as registerAsynchronous } from 'node:module';
    if (supportsSyncHooks()) register();
    else registerAsynchronous(${hooks('hook')});
    await import('./hook.mjs');`;
  write(join(root, 'both.mjs'), text);
  const lines = run('app.mjs', kImports, { args: ['--import', join(root, 'both.mjs')] });
  assert.deepEqual(lines, [`patch 1.2.3 false ${kMain}`, 'patched hello part']);
});

test('a `require` that answers from a cache is no runtime without channels', () => {
  install('', '1.2.3');
  const url = (specifier: string) => JSON.stringify(import.meta.resolve(specifier));
  const text = `import { diag } from ${url('@opentelemetry/api')};
    import { Hook } from ${url('require-in-the-middle')};
    import { createRequire } from 'node:module';
    diag.setLogger({ ...console, warn: console.log, verbose() {}, debug() {} });
    new Hook(null, { internals: true }, (exports) => exports);
    createRequire(import.meta.url)('node:module');
    await import('./hook.mjs');`;
  write(join(root, 'cached.mjs'), text);
  const lines = run('app.cjs', kRequires, { args: ['--import', join(root, 'cached.mjs')] });
  assert.deepEqual(lines, [`patch 1.2.3 false ${kMain}`, 'patched hello part']);
});

test('a worker thread hooks its own modules', () => {
  install('', '1.2.3');
  write(join(root, 'worker.cjs'), kRequires);
  // Preloads of the main thread run in the worker as well.
  const text = `const { Worker } = require('node:worker_threads');
    new Worker(__dirname + '/worker.cjs').on('exit', () => console.log('exit'));`;
  assert.deepEqual(run('app.cjs', text), [
    `patch 1.2.3 false ${kMain}`,
    'patched hello part',
    'exit',
  ]);
});
