import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';

/** What an experiment measured of a span in one round, in microseconds. */
interface SpanCost {
  readonly mainCpuUs: number | null;
  readonly callsUs: number;
}

/** A row for each thing that was measured, with its cost and how many times as much the official SDK takes. */
export function tableOfRatios(
  title: string,
  rows: readonly (readonly [label: string, rounds: readonly SpanCost[]])[],
  official: readonly SpanCost[],
): string {
  const cells = (rounds: readonly SpanCost[], metric: keyof SpanCost) => {
    const column = (of: readonly SpanCost[]) => of.map((round) => round[metric]);
    const ratio = summarise(pairRatios(column(official), column(rounds)));
    return [shown(summarise(column(rounds)), 2), shown(ratio, 1)];
  };
  return formatTable([
    [title, 'main CPU, us', 'official / it', 'in calls, us', 'official / it'],
    ...rows.map(([label, rounds]) => [
      label,
      ...cells(rounds, 'mainCpuUs'),
      ...cells(rounds, 'callsUs'),
    ]),
  ]);
}

function shown(summary: Summary | null, digits: number): string {
  if (summary === null) return 'not measured';
  const [median, min, max] = [summary.median, summary.min, summary.max].map((n) =>
    n.toFixed(digits),
  );
  return `${median} [${min} to ${max}]`;
}
