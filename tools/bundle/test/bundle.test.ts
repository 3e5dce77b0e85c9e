import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const program = join(import.meta.dirname, '../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const require = createRequire(join(folder, 'package.json'));

const sources: Record<string, string> = {
  'package.json': '{ "name": "bundled", "version": "1.2.3", "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
  'src/index.ts': `
    import { join } from 'node:path';
    import { late } from './late.cjs';
    /** A shape. */
    export class Shape {
      /** What it is called. */
      readonly name: string = 'shape';
    }
    export class Square extends Shape { declare side: number; unset?: number; }
    export const place = import.meta.url;
    export const joined = join('a', 'b');
    export const loaded: string = late();
    export const early: number = doubled(21);
    export function doubled(value: number): number { return value * 2; }
    export const texts: string[] = ['/* one */ // two', \`// \${/* three */ 'four'}\`];
    export let calls = 0;
    export function replaced(): void { calls++; replaced = () => { calls += 10; }; }
  `,
  'src/late.cjs': "exports.late = () => 'late';",
  'src/late.d.cts': 'export function late(): string;',
  'src/cli/main.ts': "#!/usr/bin/env node\nvoid import('./command').then(({ run }) => run());",
  'src/cli/command.ts': "export const run = (): void => console.log('it runs');",
};

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function build(...args: string[]): void {
  execFileSync(process.execPath, [program, ...args], { cwd: folder, stdio: 'pipe' });
}

function built(file: string): string {
  return readFileSync(join(folder, 'dist', file), 'utf8');
}

before(() => {
  write(sources);
  build('--command', 'cli', 'index');
});

after(() => rmSync(folder, { recursive: true }));

interface Exports {
  readonly Square: new () => object;
  readonly place: string;
  readonly joined: string;
  readonly loaded: string;
  readonly early: number;
  readonly texts: readonly string[];
  readonly replaced: () => void;
  readonly calls: number;
}

test('both formats work, and know where they lie', async () => {
  const [esm, commonJs] = [join(folder, 'dist/index.js'), join(folder, 'dist/index.cjs')];
  const modules = [
    [(await import(pathToFileURL(esm).href)) as Exports, esm],
    [require(commonJs) as Exports, commonJs],
  ] as const;
  for (const [module, file] of modules) {
    assert.equal(module.place, pathToFileURL(file).href);
    assert.deepEqual([module.joined, module.loaded], [join('a', 'b'), 'late']);
  }
});

test('constants, classes and functions at the top level are constants', () => {
  for (const file of ['index.js', 'index.cjs']) {
    assert.match(built(file), /^const Square = class extends Shape \{/m);
    assert.match(built(file), /^const joined = /m);
    assert.match(built(file), /^const doubled = function ?\(/m);
    assert.doesNotMatch(built(file), /^(var|class|let (?!calls)|function (?!replaced)) /m);
  }
});

test('a function exists before the first statement, and may be assigned to', async () => {
  const module = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as Exports;
  assert.equal(module.early, 42);
  module.replaced();
  module.replaced();
  assert.equal(module.calls, 11);
});

test('comments are left out, and texts that look like comments stay', () => {
  const module = require(join(folder, 'dist/index.cjs')) as Exports;
  assert.deepEqual(module.texts, ['/* one */ // two', '// four']);
  for (const file of ['index.js', 'index.cjs'])
    assert.doesNotMatch(built(file), /What it is called|A shape|three/);
});

test('a field without a value is no field of the object', async () => {
  const { Square } = require(join(folder, 'dist/index.cjs')) as Exports;
  assert.deepEqual(Object.keys(new Square()), ['name']);
});

test("Node's own modules are not imported", () => {
  assert.doesNotMatch(built('index.js'), /from ['"](node:)?path['"]/);
  assert.doesNotMatch(built('index.cjs'), /require\(['"](node:)?path['"]\)/);
});

test('types keep their comments, for both formats', () => {
  for (const file of ['index.d.ts', 'index.d.cts'])
    assert.match(built(file), /\/\*\* A shape\. \*\/\ndeclare class Shape/);
});

test('the command line runs, and loads a command when it is asked for', () => {
  const main = join(folder, 'dist/cli/main.js');
  assert.equal(execFileSync(process.execPath, [main], { encoding: 'utf8' }), 'it runs\n');
  assert.doesNotMatch(built('cli/main.js'), /it runs/);
});

test('a warning fails the build', () => {
  write({
    'src/broken.ts': "import { missing } from './cli/command';\nexport const a = missing;\n",
  });
  assert.throws(() => build('broken'), /missing/);
});
