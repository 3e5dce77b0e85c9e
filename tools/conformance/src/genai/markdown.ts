import { posix } from 'node:path';
import type { Evidence, TestReference } from '../evidence.ts';
import { events, metrics } from './signals.ts';
import { spans } from './spans.ts';

const kHead = `# Conformance of GenAI telemetry

<!-- Generated from tools/conformance. Do not edit: run "npm run generate -w conformance". -->

The attributes, metrics and events of version 0.1.0 of the [GenAI conventions](https://github.com/open-telemetry/semantic-conventions-genai), and the test that shows
each. Every test runs with the official SDK and with ours, and reads decoded OTLP. [GenAI](genai.md) says how to use the package.

✓ is shown by a test, and – is left out for a reason below the table. An empty cell is not in the conventions. [GenAI integrations](genai-integrations.md) has the spans of
the Model Context Protocol.`;

/** The text of docs/genai-conformance.md. */
export function genAiMarkdown(): string {
  const names = [...new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)))];
  const matrix = names.map((name) => [
    `\`${name}\``,
    ...spans.map(({ attributes }) => mark(attributes[name])),
  ]);
  return `${[
    kHead,
    '## Attributes of spans',
    table(
      ['attribute', ...spans.map(({ span }) => span)],
      [['kind of span', ...spans.map(({ kind }) => kind)], ...matrix],
    ),
    '### Where they are shown',
    table(
      ['span', 'tests'],
      spans.map(({ span, attributes }) => [span, testsOf(Object.values(attributes))]),
    ),
    '### Left out',
    table(['span', 'attribute', 'why'], leftOut()),
    '## Metrics',
    table(['metric', '', 'shown by, or why not'], rows(metrics)),
    '## Events',
    table(['event', '', 'shown by, or why not'], rows(events)),
  ].join('\n\n')}\n`;
}

function mark(evidence: Evidence | undefined): string {
  if (evidence === undefined) return '';
  return 'reason' in evidence ? '–' : '✓';
}

function testsOf(evidence: readonly Evidence[]): string {
  const references = evidence.flatMap((one) => ('tests' in one ? one.tests : []));
  return [...new Set(references.map(reference))].join('; ');
}

function leftOut(): string[][] {
  return spans.flatMap(({ span, attributes }) =>
    Object.entries(attributes).flatMap(([name, evidence]) =>
      'reason' in evidence ? [[span, `\`${name}\``, evidence.reason]] : [],
    ),
  );
}

function rows(evidence: Readonly<Record<string, Evidence>>): string[][] {
  return Object.entries(evidence).map(([name, one]) => [
    `\`${name}\``,
    mark(one),
    'reason' in one ? one.reason : testsOf([one]),
  ]);
}

function reference({ file, title }: TestReference): string {
  return `[${posix.basename(file)}](${posix.relative('docs', file)}): \`${title}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
