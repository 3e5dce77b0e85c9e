/**
 * Writes docs/genai-conformance.md from `src/genai`. With `--check` it writes nothing and fails when the document is stale. Either way it
 * fails when a test that the tables name is not there, or does not mention the attribute.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenReferences } from './src/check.ts';
import { genAiMarkdown } from './src/genai/markdown.ts';
import { events, metrics } from './src/genai/signals.ts';
import { spans } from './src/genai/spans.ts';
import { titlesIn } from './src/titles.ts';

const root = join(import.meta.dirname, '../..');
const documentPath = join(root, 'docs/genai-conformance.md');

const evidence = [
  ...spans.flatMap(({ span, attributes }) =>
    Object.entries(attributes).map(([name, one]) => [`${span} / ${name}`, one] as const),
  ),
  ...Object.entries(metrics),
  ...Object.entries(events),
];
const problems = brokenReferences(evidence, (file) => {
  const path = join(root, file);
  return existsSync(path) ? titlesIn(file, readFileSync(path, 'utf8')) : undefined;
});

const text = genAiMarkdown();
if (process.argv.includes('--check')) {
  const current = existsSync(documentPath) ? readFileSync(documentPath, 'utf8') : '';
  if (current !== text) {
    problems.push('docs/genai-conformance.md is stale: run "npm run generate -w conformance"');
  }
} else if (problems.length === 0) {
  writeFileSync(documentPath, text);
}

for (const problem of problems) console.error(problem);
const shown = evidence.filter(([, one]) => 'tests' in one).length;
console.log(
  `GenAI: ${evidence.length} rows: ${shown} shown by tests, ${evidence.length - shown} with a reason`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
