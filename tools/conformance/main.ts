/**
 * Writes docs/conformance.md from the compliance matrix and what `src/rows` says about each of its rows.
 * With `--check` it writes nothing and fails when the document is stale. Either way it fails when a row has neither a
 * test nor a reason, when an entry belongs to no row, and when a test is not there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  brokenReferences,
  describeRow,
  evidenceFor,
  uncovered,
  unknownEntries,
  type CoveredRow,
} from './src/check.ts';
import { markdown } from './src/markdown.ts';
import { readMatrix } from './src/matrix.ts';
import { behaviours } from './src/rows/behaviours.ts';
import { coverage } from './src/rows/index.ts';
import { titlesIn, type TestTitles } from './src/titles.ts';

const root = join(import.meta.dirname, '../..');
const documentPath = join(root, 'docs/conformance.md');

const matrix = readMatrix();
const rows = matrix.flatMap((row): CoveredRow[] => {
  const evidence = evidenceFor(row, coverage);
  return evidence === undefined ? [] : [{ ...row, evidence }];
});

const read = new Map<string, TestTitles | undefined>();
const evidence = [
  ...rows.map((row) => [describeRow(row), row.evidence] as const),
  ...Object.entries(behaviours),
];
const problems = [
  ...uncovered(matrix, coverage),
  ...unknownEntries(matrix, coverage),
  ...brokenReferences(evidence, readTitles),
];

const text = markdown({ rows, behaviours });
if (process.argv.includes('--check')) {
  if (readText(documentPath) !== text) {
    problems.push('docs/conformance.md is stale: run "npm run generate -w conformance"');
  }
} else if (problems.length === 0) {
  writeFileSync(documentPath, text);
}

for (const problem of problems) console.error(problem);
const shown = rows.filter((row) => 'tests' in row.evidence).length;
console.log(`${rows.length} rows: ${shown} shown by tests, ${rows.length - shown} with a reason`);
process.exitCode = problems.length === 0 ? 0 : 1;

function readTitles(file: string): TestTitles | undefined {
  if (!read.has(file)) {
    const source = readText(join(root, file));
    read.set(file, source === undefined ? undefined : titlesIn(file, source));
  }
  return read.get(file);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
