import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeValue, recipes } from '../src/index.ts';

test('any recipe makes a value, and changes nothing that others see', () => {
  const kinds = new Set<string>();
  const property = fc.property(recipes, (recipe) => {
    makeValue(recipe);
    kinds.add(recipe.kind);
  });
  fc.assert(property, { seed: 1, numRuns: 2_000 });
  assert.equal(kinds.size, 15);
  assert.deepEqual(Object.keys(Object.prototype), []);
});

test('bytes lose their memory when they are read', () => {
  const value = makeValue({
    kind: 'bytes',
    view: 'Uint8Array',
    size: 16,
    change: 'detach',
    when: 'reading',
  }) as [Uint8Array, string, Uint8Array];
  assert.equal(value[0].length, 16);
  assert.equal(value[1], 'changed');
  assert.equal(value[2].length, 0);
});

test('an array is emptied when its first element is read', () => {
  const value = makeValue({
    kind: 'emptied',
    items: [{ kind: 'text', text: 'gone' }],
  }) as unknown[];
  assert.equal(value.length, 2);
  assert.equal(value[0], 'first');
  assert.equal(value.length, 1);
});
