import assert from 'node:assert/strict';
import test from 'node:test';
import { brokenReferences, evidenceFor, uncovered, unknownEntries } from '../src/check.ts';
import { notThere, shown, testsOf } from '../src/evidence.ts';
import type { MatrixRow } from '../src/matrix.ts';
import { titlesIn } from '../src/titles.ts';

const inFile = testsOf('a.test.ts');
const row = (section: string, group: string, feature: string): MatrixRow => ({
  section,
  group,
  feature,
});
const matrix = [
  row('S', 'G', 'one'),
  row('S', 'G', 'two'),
  row('S', 'H', 'one'),
  row('T', '', 'x'),
];

test('what is said about a group or a section holds for all of its rows', () => {
  const [g, h, t] = ['g', 'h', 't'].map(notThere);
  const coverage = { S: { G: { one: g!, two: g! }, H: h! }, T: t! };
  assert.deepEqual(
    matrix.map((one) => evidenceFor(one, coverage)),
    [g, g, h, t],
  );
  assert.deepEqual(uncovered(matrix, coverage), []);
  assert.deepEqual(unknownEntries(matrix, coverage), []);
});

test('a row about which nothing is said is found', () => {
  const coverage = { S: { G: { one: notThere('no') } }, T: { '': {} } };
  assert.deepEqual(uncovered(matrix, coverage), [
    'S / G / two: there is neither a test nor a reason',
    'S / H / one: there is neither a test nor a reason',
    'T / x: there is neither a test nor a reason',
  ]);
});

test('names that objects inherit are not rows', () => {
  assert.equal(evidenceFor(row('constructor', 'name', 'length'), {}), undefined);
});

test('an entry without a row is found, at every level', () => {
  const no = notThere('no');
  const coverage = {
    S: { G: { one: no, two: no, three: no }, I: no, H: no },
    T: { '': { x: no } },
    U: no,
  };
  assert.deepEqual(unknownEntries(matrix, coverage), [
    'S / G / three: the matrix has no such row',
    'S / I: the matrix has no such row',
    'U: the matrix has no such row',
  ]);
});

test('a test that is not there is found', () => {
  const titles = titlesIn('a.test.ts', `test.each([['row']])('a %s', () => {});`);
  const evidence = Object.entries({
    fine: shown(inFile('a …'), inFile('a …', 'row')),
    'no file': shown(testsOf('b.test.ts')('a …')),
    'no title': shown(inFile('a …'), inFile('a row')),
    'no row': shown(inFile('a …', 'column')),
    'no test': shown(),
    'no reason': notThere(''),
  });
  const read = (file: string) => (file === 'a.test.ts' ? titles : undefined);
  assert.deepEqual(brokenReferences(evidence, read), [
    'no file: there is no file b.test.ts',
    'no title: no test in a.test.ts has the title "a row"',
    'no row: a.test.ts does not mention "column"',
    'no test: there is no test',
    'no reason: the reason is empty',
  ]);
});
