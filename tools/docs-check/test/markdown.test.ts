import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codeBlocks, headingAnchors } from '../src/markdown.ts';

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

test('a heading that comes twice gets a number', () => {
  assert.deepEqual([...headingAnchors('# One\n## One')], ['one', 'one-1']);
});
