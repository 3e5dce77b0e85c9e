import assert from 'node:assert/strict';
import test from 'node:test';
import { titlesIn } from '../src/titles.ts';

const titles = (source: string) => [...titlesIn('a.test.ts', source).titles];

test('finds tests, groups and tables, and writes … for what a table fills in', () => {
  const source = `
    describe('a group', () => {
      test('a test', () => {});
      it("with 'quotes'", async () => {});
    });
    test.each([[1], [2]])('case %d of %s', () => {});
    describe.each<[string]>(rows)('%s', () => {});
    test.each(rows)(
      \`of \${kind}, then %j\`,
      () => {},
    );`;
  assert.deepEqual(titles(source), [
    'a group',
    'a test',
    "with 'quotes'",
    'case … of …',
    '…',
    'of …, then …',
  ]);
});

test('finds cases in tables of their own', () => {
  const source = `
    const list = [{ name: 'by name', run() {} }, { name: \`by \${what}\`, other: 'not this' }];
    const map = { 'by key': { run() {} } };`;
  assert.deepEqual(titles(source), ['by name', 'by …', 'by key']);
});

test('does not count what does not run, and what only looks like a test', () => {
  const source = `
    test.skip('skipped', () => {});
    test.todo('to do');
    xtest('x', () => {});
    // test('in a comment', () => {});
    const text = "test('in a text')";
    regex.test('an argument');
    test.each('a table');`;
  assert.deepEqual(titles(source), []);
});

test('knows texts and names that tell the cases of a table apart', () => {
  const source = `test.each([[{ OTEL_X: '1' }, 'row one']])('%j %s', () => {});`;
  const { rows } = titlesIn('a.test.ts', source);
  assert.deepEqual(
    ['OTEL_X', 'row one', 'row two'].map((row) => rows.has(row)),
    [true, true, false],
  );
});

test('finds C++ tests', () => {
  const source = 'TEST(one) {\n}\n// TEST(two) {\n  TEST(three)\nTEST(four_4) {\n';
  assert.deepEqual([...titlesIn('a.cpp', source).titles], ['one', 'four_4']);
});
