import { isEvidence, type Evidence, type Section, type TestReference } from './evidence.ts';
import type { MatrixRow } from './matrix.ts';
import type { TestTitles } from './titles.ts';

/** A feature with what we say about it. */
export interface CoveredRow extends MatrixRow {
  readonly evidence: Evidence;
}

/** What we say, by section, group and feature. */
export type Coverage = Readonly<Record<string, Section>>;

/** What we say about a feature; undefined when it is nothing. */
export function evidenceFor(
  { section, group, feature }: MatrixRow,
  coverage: Coverage,
): Evidence | undefined {
  let found: Section | undefined = own(coverage, section);
  for (const key of [group, feature]) {
    if (found === undefined || isEvidence(found)) return found;
    found = own(found, key);
  }
  return found as Evidence | undefined;
}

/** Rows about which nothing is said, as one line each. */
export function uncovered(matrix: readonly MatrixRow[], coverage: Coverage): string[] {
  return matrix
    .filter((row) => evidenceFor(row, coverage) === undefined)
    .map((row) => `${describeRow(row)}: there is neither a test nor a reason`);
}

/** Entries that belong to no row of the matrix. */
export function unknownEntries(matrix: readonly MatrixRow[], coverage: Coverage): string[] {
  const known = new Set(
    matrix.flatMap(({ section, group, feature }) => [
      section,
      `${section} / ${group}`,
      `${section} / ${group} / ${feature}`,
    ]),
  );
  return entries(coverage)
    .filter((entry) => !known.has(entry))
    .map((entry) => `${entry}: the matrix has no such row`);
}

/** References to tests that are not there. `read` gives undefined for a file that does not exist. */
export function brokenReferences(
  evidence: Iterable<readonly [row: string, evidence: Evidence]>,
  read: (file: string) => TestTitles | undefined,
): string[] {
  return [...evidence].flatMap(([row, found]) => {
    if ('reason' in found) return found.reason === '' ? [`${row}: the reason is empty`] : [];
    if (found.tests.length === 0) return [`${row}: there is no test`];
    return found.tests
      .flatMap((test) => brokenReference(test, read(test.file)) ?? [])
      .map((line) => `${row}: ${line}`);
  });
}

function brokenReference(
  { file, title, row }: TestReference,
  found: TestTitles | undefined,
): string | undefined {
  if (found === undefined) return `there is no file ${file}`;
  if (!found.titles.has(title)) return `no test in ${file} has the title "${title}"`;
  if (row !== undefined && !found.rows.has(row)) return `${file} does not mention "${row}"`;
  return undefined;
}

export function describeRow({ section, group, feature }: MatrixRow): string {
  return [section, group, feature].filter((part) => part !== '').join(' / ');
}

function entries(value: Coverage | Section, path: readonly string[] = []): string[] {
  const here = path.length === 0 ? [] : [path.join(' / ')];
  if (path.length === 3 || isEvidence(value as Section)) return here;
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, inner]) => entries(inner as Section, [...path, key])),
  ];
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
