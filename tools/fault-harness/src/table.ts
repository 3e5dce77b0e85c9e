import { kEmptyAccount } from './item-ledger.ts';
import type { JudgedOutcome } from './outcome.ts';
import { verdictOf } from './shortcomings.ts';
import { droppedItems } from './totals.ts';

const kMiB = 1_048_576;
const kTitles = [
  'fault',
  'over',
  'ended',
  'received',
  'lost',
  'duplicated',
  'corrupted',
  'counted drops',
  'log records',
  'lost log records',
  'points',
  'lost points',
  'short series',
  'retries',
  'RSS +MiB',
  's',
  '',
];

/** One line per case. */
export function tableOf(outcomes: readonly JudgedOutcome[]): string {
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

function cellsOf(outcome: JudgedOutcome): string[] {
  const { scenario, transport, settlement, rssGrowthBytes, seconds } = outcome;
  const { ended, received, lost, duplicated, corrupted } = settlement?.account ?? kEmptyAccount;
  const { spans, logAccount, logs, points, metrics } = settlement ?? {};
  const counted = droppedItems(spans?.dropped);
  const lostPoints = droppedItems(points?.dropped);
  const retries = (spans?.retries ?? 0) + (logs?.retries ?? 0) + (points?.retries ?? 0);
  return [
    scenario.name,
    transport,
    ...[ended, received, lost, duplicated, corrupted, counted].map(String),
    ...[logAccount?.received ?? 0, logAccount?.lost ?? 0].map(String),
    ...[points?.ended ?? 0, lostPoints, metrics?.short ?? 0, retries].map(String),
    (rssGrowthBytes / kMiB).toFixed(0),
    seconds.toFixed(1),
    verdictOf(outcome),
  ];
}
