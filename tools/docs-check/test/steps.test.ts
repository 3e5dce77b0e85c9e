import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { brokenSteps } from '../src/steps.ts';
import { folder, write } from './folder.ts';

const root = join(import.meta.dirname, '../../..');

test('the steps for newcomers name what exists', () => {
  assert.deepEqual(brokenSteps(root, 'CONTRIBUTING.md'), []);
});

test('a path that is not below the folder of the steps, and a name that no file has, are reported', () => {
  write('packages/a/src/field.ts', 'export const known = 1;');
  write('packages/b/src/other.ts', 'export const other = 1;');
  const page = write(
    'page.md',
    '## Add a field',
    '',
    'All paths are below `packages/a`.',
    '',
    '1. Change `known` and `gone` in `src/field.ts`.',
    '2. Change `other` in',
    '   `src/other.ts` and `packages/b/src/other.ts`, and run `npm run generate`.',
    '',
    '## Another section',
    '',
    '1. See `src/nowhere.ts`.',
  );
  assert.deepEqual(brokenSteps(folder.path, page), [
    'page.md:5: gone: no file of this step has this name',
    'page.md:7: src/other.ts: there is no such file below packages/a',
  ]);
});
