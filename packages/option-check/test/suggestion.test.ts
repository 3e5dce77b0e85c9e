import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editsBetween, suggestionFor } from '../src/index.ts';

const distances: [string, string, number][] = [
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abcd', 'abdc', 1],
  ['abc', 'ac', 1],
  ['kitten', 'sitting', 3],
];
for (const [from, to, edits] of distances) {
  test(`from "${from}" to "${to}" it takes ${edits} edits`, () => {
    assert.equal(editsBetween(from, to), edits);
    assert.equal(editsBetween(to, from), edits);
  });
}

test('the nearest name is suggested, and none for a name of three letters that has one in common', () => {
  assert.equal(suggestionFor('servcieName', ['serviceNames', 'serviceName']), 'serviceName');
  assert.equal(suggestionFor('foo', ['spool', 'root']), undefined);
  assert.equal(suggestionFor('rot', ['spool', 'root']), 'root');
  assert.equal(suggestionFor('x'.repeat(1_000), ['serviceName']), undefined);
});
