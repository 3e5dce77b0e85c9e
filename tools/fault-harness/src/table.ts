import type { Outcome } from './run-scenario.ts';

const kMiB = 1_048_576;
const kTitles = [
  'fault',
  'ended',
  'received',
  'lost',
  'duplicated',
  'corrupted',
  'counted drops',
  'retries',
  'RSS +MiB',
  's',
  '',
];

/** One line per scenario. */
export function tableOf(outcomes: readonly Outcome[]): string {
  return textTable([kTitles, ...outcomes.map(cellsOf)]);
}

/** The first column to the left, all others to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function cellsOf(outcome: Outcome): string[] {
  const { scenario, account, counted, retries, rssGrowthBytes, problems, seconds } = outcome;
  const { ended, received, lost, duplicated, corrupted } = account;
  return [
    scenario.name,
    ...[ended, received, lost, duplicated, corrupted, counted, retries].map(String),
    (rssGrowthBytes / kMiB).toFixed(0),
    seconds.toFixed(1),
    problems.length === 0 ? 'ok' : 'FAILED',
  ];
}
