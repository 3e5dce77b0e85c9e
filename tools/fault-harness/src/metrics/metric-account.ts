import { droppedItems, type Totals } from '../totals.ts';
import { kGauge, type Recorded } from './instruments.ts';
import type { MetricLedger } from './metric-ledger.ts';

/** What the receiver got, compared with what was recorded. */
export interface MetricAccount {
  readonly series: number;
  /** Different data points, those of other metrics included. */
  readonly received: number;
  readonly duplicated: number;
  readonly corrupted: number;
  /** Series whose value lacks something. */
  readonly short: number;
  /** Series that have more than was recorded. */
  readonly excessive: number;
  /** Cumulative series whose value fell. */
  readonly falling: number;
}

/** @param isDelta whether sums and histograms are differences, which have to add up */
export function settleMetrics(
  ledger: MetricLedger,
  recorded: Recorded,
  isDelta: boolean,
): MetricAccount {
  const entries = Object.entries(recorded).map(([key, expected]) => {
    const { sum, last, falls } = ledger.arrivals(key);
    const isSum = isDelta && !key.startsWith(kGauge);
    return { missing: expected - (isSum ? sum : last), falls: falls && !isDelta };
  });
  return {
    series: entries.length,
    received: ledger.received,
    duplicated: ledger.duplicated,
    corrupted: ledger.corrupted,
    short: entries.filter(({ missing }) => missing > 0).length,
    excessive: entries.filter(({ missing }) => missing < 0).length,
    falling: entries.filter(({ falls }) => falls).length,
  };
}

/** What does not fit between the account and what the SDK counted. */
export function metricProblems(account: MetricAccount, stats: Totals): string[] {
  const { received, corrupted, short, excessive, falling } = account;
  const { ended, exported, queued } = stats;
  const lost = droppedItems(stats.dropped);
  const problems: string[] = [];
  if (ended !== exported + lost + queued)
    problems.push(`${ended} points collected, ${exported} + ${lost} + ${queued} accounted for`);
  if (queued !== 0) problems.push(`${queued} points are said to wait still`);
  if (received < exported) problems.push(`${exported} points exported, ${received} came`);
  if (received > ended) problems.push(`${ended} points collected, ${received} came`);
  if (short > lost) problems.push(`${short} series lack something, ${lost} points counted as lost`);
  if (excessive > 0) problems.push(`${excessive} series have more than was recorded`);
  if (falling > 0) problems.push(`${falling} cumulative series fell`);
  if (corrupted > 0) problems.push(`${corrupted} corrupted points`);
  return problems;
}

/** What is wrong with the exemplars: where nothing is lost there are some, and they name spans that are there. */
export function exemplarProblems(
  { exemplarSpans }: MetricLedger,
  hasSpan: (id: string) => boolean,
): string[] {
  const strangers = [...exemplarSpans].filter((id) => !hasSpan(id)).length;
  if (strangers > 0) return [`${strangers} exemplars name spans that nobody ended`];
  return exemplarSpans.size > 0 ? [] : ['no exemplar came'];
}

/** The kernel counts in hundredths of a second, for two modes. */
const kClockSeconds = 0.03;

/** What is wrong with a value that native code observed: the last one is that of the process's end. */
export function cpuTimeProblems(
  told: number,
  { least, most }: { readonly least: number; readonly most: number },
): string[] {
  const fits = told >= least - kClockSeconds && told <= most + kClockSeconds;
  return fits ? [] : [`process.cpu.time is ${told} s, not between ${least} and ${most}`];
}
