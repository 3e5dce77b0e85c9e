import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { compile } from '../src/compile.ts';
import { checkBlocks } from '../src/languages.ts';
import { block } from './placed.ts';

const root = join(import.meta.dirname, '../../..');

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
