import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { test } from 'node:test';

import { deadLinks } from '../src/links.ts';
import { Names } from '../src/names.ts';
import { unlistedPages } from '../src/site-map.ts';
import { folder, write } from './folder.ts';

const root = join(import.meta.dirname, '../../..');

test('paths, npm scripts and variables in pages name what exists', () => {
  const repository = new Names(root);
  // In pieces, as this file is a source as well.
  const prefix = 'OTEL_NATIVE';
  const unknown = [`${prefix}_GONE`, `${prefix}_SPOOL`, `ERR_${prefix}_GONE`];
  write(
    'page.md',
    '`packages/sdk/gone.ts` `packages/sdk/src/index.ts` `native/binding` `sdk/test/gone.ts` `dist/gone.js`',
    '`npm run gone` `npm run build` `npm run generate -w @otel-native/native-core`',
    `\`OTEL_NATIVE_SPOOL_DIR\` \`OTEL_NATIVE_…\` ${unknown.map((name) => `\`${name}\``).join(' ')}`,
  );
  const page = relative(root, join(folder.path, 'page.md'));
  assert.deepEqual(repository.problems(page), [
    `${page}:1: packages/sdk/gone.ts: there is no such file`,
    `${page}:1: sdk/test/gone.ts: there is no such file`,
    `${page}:2: npm run gone: there is no such script`,
    ...unknown.map((name) => `${page}:3: ${name}: no source reads this variable or has this code`),
  ]);
});

test('a page that neither the site map nor a link to its folder lists is reported', () => {
  write('docs/README.md', '[one](one.md#part) [notes](notes) [up](../top.md)');
  const pages = ['docs/README.md', 'docs/one.md', 'docs/notes/a.md', 'top.md', 'docs/two.md'];
  assert.deepEqual(unlistedPages(folder.path, pages), [
    'docs/README.md:1: docs/two.md is not listed',
  ]);
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
  assert.deepEqual(deadLinks(folder.path, name), [
    'page.md:3: gone.md: there is no such file',
    'page.md:3: #third: the page has no such heading',
  ]);
});
