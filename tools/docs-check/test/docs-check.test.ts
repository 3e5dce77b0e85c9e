import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { compile } from '../src/compile.ts';
import { deadLinks } from '../src/links.ts';
import { codeBlocks, headingAnchors } from '../src/markdown.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'docs-check-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function page(...lines: string[]): string {
  writeFileSync(join(folder, 'page.md'), lines.join('\n'));
  return 'page.md';
}

test('blocks come with their line and without the indentation of a list', () => {
  const text = ['1. A point:', '', '   ```ts', '   let a = 1;', '   ```'].join('\n');
  assert.deepEqual(codeBlocks(text), [{ line: 4, language: 'ts', code: 'let a = 1;' }]);
});

test('a block behind a mark is left out, also with an empty line between', () => {
  const text = ['<!-- not checked: a part -->', '', '```ts', 'x.y()', '```', '```js', '1', '```'];
  assert.deepEqual(
    codeBlocks(text.join('\n')).map(({ language }) => language),
    ['js'],
  );
});

test('an error is reported with its place in the page', () => {
  const block = { page: 'page.md', line: 7, language: 'ts', code: 'const a = 1;\na.missing;' };
  const [problem, ...others] = compile(root, [block]);
  assert.match(problem ?? '', /^page\.md:8: Property 'missing' does not exist/);
  assert.deepEqual(others, []);
});

test('the packages are the built ones of the workspace, and blocks do not see each other', () => {
  const code = `import { NodeSDK } from '@otel-native/sdk';\nnew NodeSDK({ serviceName: 5 });`;
  const block = { page: 'page.md', line: 1, language: 'mjs', code };
  const problems = compile(root, [block, { ...block, line: 10, code: 'NodeSDK;' }]);
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^page\.md:2: .*number.*string/);
  assert.match(problems[1] ?? '', /^page\.md:10: Cannot find name 'NodeSDK'/);
});

test('links to files, folders and headings are followed; those in code are not', () => {
  const name = page(
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
