import Table from 'cli-table3';

import type { Variant } from './processes.ts';
import type { TurnResult } from './turn.ts';

export const variantTitles: Readonly<Record<Variant, string>> = {
  none: 'no telemetry',
  official: 'OpenTelemetry JS',
  native: 'otel-native',
};

/** All turns of one variant. */
export interface VariantTotals {
  readonly variant: Variant;
  readonly requests: number;
  readonly spansEnded: number;
  readonly spansReceived: number;
  readonly spansLost: number;
  readonly cpuUsPerRequest: number;
  /** Mean of the turns. */
  readonly rssBytes: number;
  readonly lastError: string;
}

export function addUp(variant: Variant, turns: readonly TurnResult[]): VariantTotals {
  const sum = (pick: (turn: TurnResult) => number) =>
    turns.reduce((total, turn) => total + pick(turn), 0);
  const spansEnded = sum((turn) => turn.spansEnded);
  const spansReceived = sum((turn) => turn.spansReceived);
  return {
    variant,
    requests: sum((turn) => turn.requests),
    spansEnded,
    spansReceived,
    spansLost: spansEnded - spansReceived,
    cpuUsPerRequest: sum((turn) => turn.cpuUs) / sum((turn) => turn.measuredRequests),
    rssBytes: sum((turn) => turn.rssBytes) / turns.length,
    lastError: turns.map((turn) => turn.lastError).find((error) => error !== '') ?? '',
  };
}

export function formatComparison(totals: readonly VariantTotals[]): string {
  const heads = [
    '',
    'requests',
    'spans ended',
    'received',
    'lost',
    'CPU per request',
    'of it telemetry',
    'RSS',
  ];
  const table = new Table({
    head: heads,
    colAligns: heads.map((head) => (head === '' ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  const bare = totals.find(({ variant }) => variant === 'none');
  for (const row of totals) {
    const traced = row.variant !== 'none';
    table.push([
      variantTitles[row.variant],
      count(row.requests),
      traced ? count(row.spansEnded) : '–',
      traced ? count(row.spansReceived) : '–',
      traced ? count(row.spansLost) : '–',
      `${count(row.cpuUsPerRequest)} µs`,
      traced && bare ? `${count(row.cpuUsPerRequest - bare.cpuUsPerRequest)} µs` : '–',
      `${count(row.rssBytes / 2 ** 20)} MiB`,
    ]);
  }
  return table.toString();
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
