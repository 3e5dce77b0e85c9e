/**
 * What the steps of `.ci/run` and `.ci/full` came to, from a file with a line for each: title, result and seconds, between tabs.
 *
 *     node tools/ci/summary.mjs print RESULTS            prints a table
 *     node tools/ci/summary.mjs update PAGE RESULTS      replaces the rows of these steps in a page, and keeps its others
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

const head = '| step | result | seconds | commit | date |';

export function readSteps(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [title, result, seconds] = line.split('\t');
    return { title, result, seconds: Number(seconds) };
  });
}

export function printedTable(steps) {
  const width = Math.max(...steps.map(({ title }) => title.length), 0);
  const row = (title, result, seconds) =>
    `${title.padEnd(width)}  ${result.padEnd(7)}${String(seconds).padStart(6)} s`;
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const failed = steps.filter(({ result }) => result !== 'passed').length;
  const rows = steps.map(({ title, result, seconds }) => row(title, result, seconds));
  return [...rows, row(`${steps.length - failed} passed, ${failed} failed`, '', total)].join('\n');
}

/** The page with the rows of these steps; a step that it has already keeps its place. */
export function updatedPage(page, steps, { commit, date, machine }) {
  const rows = new Map(rowsOf(page).map((row) => [row[0], row]));
  for (const { title, result, seconds } of steps)
    rows.set(title, [title, result, seconds, commit, date]);
  const table = [...rows.values()].map((row) => `| ${row.join(' | ')} |`);
  return `# Results of the long matrices

\`.ci/full\` writes this page. Each row is the last run of a step, on the commit that it names; the last of them ran on ${machine}.

${[head, '| --- | --- | --: | --- | --- |', ...table].join('\n')}
`;
}

function rowsOf(page) {
  const lines = page.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The commit, marked where the checkout differs from it. */
function currentCommit() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', ':!docs/ci-full.md') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
}

async function main([command, ...files]) {
  const steps = readSteps(readFileSync(files.at(-1), 'utf8'));
  if (command === 'print') return console.log(printedTable(steps));
  const [page] = files;
  const text = updatedPage(existsSync(page) ? readFileSync(page, 'utf8') : '', steps, {
    commit: currentCommit(),
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'a processor'}`,
  });
  // Not before: `print` also runs where nothing is installed yet.
  const prettier = await import('prettier');
  const options = await prettier.resolveConfig(page);
  writeFileSync(page, await prettier.format(text, { ...options, parser: 'markdown' }));
}

if (import.meta.main) await main(process.argv.slice(2));
