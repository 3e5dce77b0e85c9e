import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { compile } from '../src/compile.ts';
import { checkBlocks } from '../src/languages.ts';
import { deadLinks } from '../src/links.ts';
import { codeBlocks, headingAnchors } from '../src/markdown.ts';
import { Names } from '../src/names.ts';
import type { PlacedBlock } from '../src/placed-block.ts';
import { runBlock } from '../src/run.ts';
import { unlistedPages } from '../src/site-map.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'docs-check-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, ...lines: string[]): string {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), lines.join('\n'));
  return name;
}

test('blocks come with their line and without the indentation of a list', () => {
  const text = ['1. A point:', '', '   ```ts', '   let a = 1;', '   ```'].join('\n');
  assert.deepEqual(codeBlocks(text), [{ line: 4, language: 'ts', code: 'let a = 1;' }]);
});

test('a block has the mark before it, also with an empty line between', () => {
  const text = ['<!-- run -->', '', '```ts', 'x.y()', '```', '```js', '1', '```'].join('\n');
  assert.deepEqual(
    codeBlocks(text).map(({ mark }) => mark),
    ['run', undefined],
  );
});

function block(language: string, code: string, mark?: string): PlacedBlock {
  const placed = { page: 'page.md', line: 7, language, code };
  return mark === undefined ? placed : { ...placed, mark };
}

test('what does not parse is reported with its line, in each language', () => {
  for (const [language, code, problem] of [
    ['sh', 'echo (', /^page\.md:7: .*syntax error/],
    ['yaml', 'a: 1\nb: [', /^page\.md:8: /],
    ['json', '{ a }', /^page\.md:7: SyntaxError/],
    ['dockerfile', 'FROM node\nRUM npm ci', /^page\.md:8: this is no instruction/],
    ['c', '#include <otel_native/context.h>\nint a = b;', /^page\.md:8: .*'?b'? undeclared/],
    ['', 'npm ci', /^page\.md:6: commands stand in a block without the language sh/],
    ['cobol', '', /^page\.md:6: nothing checks the language cobol/],
  ] as const) {
    const [found, ...others] = checkBlocks(root, [block(language, code)]);
    assert.match(found?.replace(/[‘’]/g, "'") ?? '', problem);
    assert.deepEqual(others, []);
  }
});

test('what parses has no problem', () => {
  const blocks = [
    block('sh', 'FOO=1 npm ci && (cd a; ls)'),
    block('yaml', 'a: [1]\n---\nb: 2'),
    block('json', '{ "a": [] }'),
    block('dockerfile', '# one\nFROM node\nRUN a && \\\n  b\n\nCMD ["node"]'),
    block('c', '#include <otel_native/exporter.h>\nint a;'),
    block('', 'a\n└─ b'),
  ];
  assert.deepEqual(checkBlocks(root, blocks), []);
});

test('a block that says why it is not checked is left out', () => {
  assert.deepEqual(checkBlocks(root, [block('sh', 'echo (', 'not checked: a part')]), []);
});

const program = `import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';
const provider = new TracerProvider({ exporter: new OtlpLocalExporter() });
provider.getTracer('shop').startSpan('checkout').end();
await provider.shutdown();
console.log('done');`;

test('a block with the mark runs, and delivers to a receiver', async () => {
  assert.deepEqual(await runBlock(root, block('ts', program, 'run: receives checkout')), []);
  assert.deepEqual(await runBlock(root, block('ts', program, 'run: prints done')), []);
});

test('a run fails when it delivers or prints something else, warns, or ends with an error', async () => {
  const problems = async (code: string, mark: string) =>
    (await runBlock(root, block('js', code, mark))).join();
  assert.match(await problems(program, 'run: receives cart'), /cart did not arrive, but checkout/);
  assert.match(await problems('console.log(1)', 'run: prints 2'), /prints "1\\n", not 2/);
  assert.match(await problems('console.error("late")', 'run'), /ends with 0: late/);
  assert.match(await problems('process.exit(3)', 'run'), /ends with 3/);
});

test('paths, npm scripts and variables in pages name what exists', () => {
  const repository = new Names(root);
  write(
    'page.md',
    '`packages/sdk/gone.ts` `packages/sdk/src/index.ts` `native/binding` `dist/gone.js`',
    '`npm run gone` `npm run build` `npm run generate -w @otel-native/native-core`',
    `\`OTEL_NATIVE_${'GONE'}\` \`OTEL_NATIVE_SPOOL_DIR\` \`OTEL_NATIVE_…\``,
  );
  const page = relative(root, join(folder, 'page.md'));
  assert.deepEqual(repository.problems(page), [
    `${page}:1: packages/sdk/gone.ts: there is no such file`,
    `${page}:2: npm run gone: there is no such script`,
    `${page}:3: OTEL_NATIVE_${'GONE'}: no source reads this variable or has this code`,
  ]);
});

test('a page that neither the site map nor a link to its folder lists is reported', () => {
  write('docs/README.md', '[one](one.md#part) [notes](notes) [up](../top.md)');
  const pages = ['docs/README.md', 'docs/one.md', 'docs/notes/a.md', 'top.md', 'docs/two.md'];
  assert.deepEqual(unlistedPages(folder, pages), ['docs/README.md:1: docs/two.md is not listed']);
});

test('an error is reported with its place in the page', () => {
  const [problem, ...others] = compile(root, [block('ts', 'const a = 1;\na.missing;')]);
  assert.match(problem ?? '', /^page\.md:8: Property 'missing' does not exist/);
  assert.deepEqual(others, []);
});

test('the packages are the built ones of the workspace, and blocks do not see each other', () => {
  const code = `import { NodeSDK } from '@otel-native/sdk';\nnew NodeSDK({ serviceName: 5 });`;
  const importing = { page: 'page.md', line: 1, language: 'mjs', code };
  const problems = compile(root, [importing, { ...importing, line: 10, code: 'NodeSDK;' }]);
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^page\.md:2: .*number.*string/);
  assert.match(problems[1] ?? '', /^page\.md:10: Cannot find name 'NodeSDK'/);
});

test('links to files, folders and headings are followed; those in code are not', () => {
  const name = write(
    'page.md',
    '# First & second `part`',
    '[self](#first--second-part) [file](page.md#first--second-part) [web](https://example.com)',
    '[gone](gone.md) `[code](gone.md)` [part](#third)',
    '```',
    '[block](gone.md)',
    '```',
  );
  assert.deepEqual(deadLinks(folder, name), [
    'page.md:3: gone.md: there is no such file',
    'page.md:3: #third: the page has no such heading',
  ]);
});

test('a heading that comes twice gets a number', () => {
  assert.deepEqual([...headingAnchors('# One\n## One')], ['one', 'one-1']);
});
