import { posix } from 'node:path';
import type { CoveredRow } from './check.ts';
import type { Evidence, TestReference } from './evidence.ts';

export interface Document {
  readonly rows: readonly CoveredRow[];
  /** What is worth a test beyond the matrix. */
  readonly behaviours: Readonly<Record<string, Evidence>>;
}

const specification = 'https://github.com/open-telemetry/opentelemetry-specification/blob/main/';

const introduction = `# Conformance

<!-- Generated from tools/conformance. Do not edit: run "npm run generate -w conformance". -->

The rows of the [compliance matrix](${specification}spec-compliance-matrix.md) of the OpenTelemetry specification, each with
the tests that show it or the reason why it is not there. \`…\` in the name of a test stands for what a table fills in; a case
that is meant in particular is named in brackets.

A feature that comes from a package of \`@opentelemetry\` (the API's contexts, propagators, resources) is listed with a test
that uses it together with ours. What "as upstream" means is not written down by hand in most of these tests: the same calls
run through the official SDK, and both results are compared.`;

/** The text of docs/conformance.md. */
export function markdown({ rows, behaviours }: Document): string {
  const sections = [...Map.groupBy(rows, ({ section }) => section)];
  return (
    [
      introduction,
      '## Summary',
      summary(sections, Object.values(behaviours)),
      ...sections.flatMap(([section, ofSection]) => [`## ${section}`, ...groups(ofSection)]),
      '## Behaviour beyond the matrix',
      'Applications and plug-ins rely on this, and the matrix does not ask for it.',
      table(
        ['behaviour', '', 'shown by, or why not'],
        Object.entries(behaviours).map(([name, evidence]) => [name, ...cells(evidence)]),
      ),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function summary(
  sections: readonly (readonly [string, readonly CoveredRow[]])[],
  behaviours: readonly Evidence[],
): string {
  const counted = sections.map(([section, rows]) =>
    counts(
      section,
      rows.map(({ evidence }) => evidence),
    ),
  );
  const all = sections.flatMap(([, rows]) => rows.map(({ evidence }) => evidence));
  return table(
    ['section', 'rows', 'shown by tests', 'not there, with reason'],
    [...counted, counts('**the matrix**', all), counts('behaviour beyond the matrix', behaviours)],
  );
}

function counts(name: string, evidence: readonly Evidence[]): string[] {
  const shown = evidence.filter((one) => 'tests' in one).length;
  return [name, `${evidence.length}`, `${shown}`, `${evidence.length - shown}`];
}

function groups(rows: readonly CoveredRow[]): string[] {
  return [...Map.groupBy(rows, ({ group }) => group)].flatMap(([group, ofGroup]) => [
    ...(group === '' ? [] : [`### ${group}`]),
    table(
      ['feature', '', 'shown by, or why not'],
      ofGroup.map((row) => [feature(row), ...cells(row.evidence)]),
    ),
  ]);
}

function feature({ feature, optional, spec }: CoveredRow): string {
  const name = escaped(feature);
  const url = spec?.startsWith('specification/') ? specification + spec : spec;
  return (url === undefined ? name : `[${name}](${url})`) + (optional ? ' (optional)' : '');
}

function cells(evidence: Evidence): [mark: string, text: string] {
  if ('reason' in evidence) return ['–', evidence.reason];
  const tests = evidence.tests.map(reference).join('; ');
  return ['✓', evidence.note === undefined ? tests : `${tests}. ${evidence.note}`];
}

function reference({ file, title, row }: TestReference): string {
  const where = `[${posix.relative('packages', file)}](${posix.relative('docs', file)})`;
  return `${where}: ${code(title)}${row === undefined ? '' : ` (${code(row)})`}`;
}

/** Titles may hold anything but backquotes. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function escaped(text: string): string {
  return text.replace(/[[\]*_|]/g, '\\$&');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
