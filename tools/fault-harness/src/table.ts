import { kEmptyAccount } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { droppedItems } from './totals.ts';

const kMiB = 1_048_576;
const kTitles = [
  'fault',
  'ended',
  'received',
  'lost',
  'duplicated',
  'corrupted',
  'counted drops',
  'points',
  'lost points',
  'short series',
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

function cellsOf({ scenario, settlement, rssGrowthBytes, problems, seconds }: Outcome): string[] {
  const { ended, received, lost, duplicated, corrupted } = settlement?.account ?? kEmptyAccount;
  const { spans, points, metrics } = settlement ?? {};
  const counted = droppedItems(spans?.dropped);
  const lostPoints = droppedItems(points?.dropped);
  const retries = (spans?.retries ?? 0) + (points?.retries ?? 0);
  return [
    scenario.name,
    ...[ended, received, lost, duplicated, corrupted, counted].map(String),
    ...[points?.ended ?? 0, lostPoints, metrics?.short ?? 0, retries].map(String),
    (rssGrowthBytes / kMiB).toFixed(0),
    seconds.toFixed(1),
    problems.length === 0 ? 'ok' : 'FAILED',
  ];
}
