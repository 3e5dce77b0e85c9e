import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { repositoryFolder } from '../src/folders.ts';
import { relativeTargets, withPortableLinks } from '../src/portable-links.ts';
import { repositoryAddress } from '../src/repository.ts';

const kAddress = 'https://example.org/owner/name';
const page = join(repositoryFolder, 'packages/sdk/README.md');
const rewritten = (text: string): string => withPortableLinks(text, page, kAddress);

test('a link to a file leads to the repository, its fragment included', () => {
  assert.equal(
    rewritten('See [the spool](../../docs/spool.md#limits).'),
    `See [the spool](${kAddress}/blob/HEAD/docs/spool.md#limits).`,
  );
});

test('a link to a folder leads to its tree', () => {
  assert.equal(
    rewritten('[`native-core`](../native-core)'),
    `[\`native-core\`](${kAddress}/tree/HEAD/packages/native-core)`,
  );
});

test('an image leads to its bytes', () => {
  assert.equal(
    rewritten('![CPU](../../docs/images/benchmarks/pauses.svg)'),
    `![CPU](${kAddress}/raw/HEAD/docs/images/benchmarks/pauses.svg)`,
  );
});

test('absolute links, links within the page and code stay as they are', () => {
  const text = '[a](https://example.org/a) [b](#b) `[c](../c)`\n```md\n[d](../d)\n```\n';
  assert.equal(rewritten(text), text);
});

test('without an address a link becomes its text, code in it included', () => {
  assert.equal(
    withPortableLinks('See [`native-core`](../native-core) and `x`.', page, undefined),
    'See `native-core` and `x`.',
  );
});

test('a dead link is an error', () => {
  assert.throws(() => rewritten('[gone](../../docs/there-is-no-such-page.md)'), /ENOENT/);
});

test('relative targets are found outside of code alone', () => {
  assert.deepEqual(relativeTargets('[a](../a) [b](https://b) `[c](../c)` ![d](d.svg)'), [
    '../a',
    'd.svg',
  ]);
});

test('the address is what a browser opens', () => {
  const url = 'git+https://example.org/owner/name.git';
  assert.equal(repositoryAddress({ repository: { url } }), kAddress);
  assert.equal(repositoryAddress({ repository: url }), kAddress);
  assert.equal(repositoryAddress({}), undefined);
});
