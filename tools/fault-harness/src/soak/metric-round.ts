import type { MetricLedger } from './metric-ledger.ts';

/** What the native half says of one producer of metrics: see native/metric-producer.hpp. */
interface MetricAccount {
  readonly streams: readonly {
    readonly isDelta: boolean;
    /** Native code observed it: `recorded` is the last value, which may have been too late for a collection. */
    readonly isObserved: boolean;
    /** What the values of each series come to. */
    readonly recorded: readonly number[];
  }[];
  /** Data points, as those below. */
  readonly collected: number;
  readonly exported: number;
  readonly lost: number;
  readonly retries: number;
  readonly unansweredFlushes: number;
  readonly isCorrupt: boolean;
}

/** A part of a line of the native half. */
export interface MetricRound {
  readonly round: number;
  readonly metricProducers: readonly MetricAccount[];
}

/** Sums over rounds. */
export class MetricTotals {
  producers = 0;
  /** Producers of which no point was lost: all their series have to be told exactly. */
  lossless = 0;
  series = 0;
  observedSeries = 0;
  recorded = 0;
  collected = 0;
  received = 0;
  lost = 0;
  duplicated = 0;
  exemplars = 0;
  retries = 0;
}

/** What came of the series of a producer, compared with what was recorded. */
interface Told {
  points: number;
  /** Series of which any point came. */
  known: number;
  /** Series that lack something: each has lost a point. */
  short: number;
  /** Series that were told more than was recorded. */
  excessive: number;
  /** Cumulative series whose value fell. */
  falling: number;
  /** Series that native code observes of which any point came. */
  observed: number;
}

/** Compares what the pipelines of a round say with what came, and adds it up. Gives what does not fit. */
export function settleMetricRound(
  { round, metricProducers }: MetricRound,
  ledger: MetricLedger,
  totals: MetricTotals,
): string[] {
  const problems: string[] = [];
  metricProducers.forEach((account, number) => {
    const { collected, exported, lost, unansweredFlushes } = account;
    const told = toldOf(account, round, number, ledger);
    const strangers = ledger.seriesCount(round, number) - told.known;
    const say = (problem: string) =>
      problems.push(`round ${round}, metrics of producer ${number}: ${problem}`);
    if (account.isCorrupt) say('its definitions are said to be corrupt');
    if (unansweredFlushes > 0) say(`${unansweredFlushes} flushes without an answer`);
    if (collected !== exported + lost)
      say(`${collected} points collected, ${exported} + ${lost} accounted for`);
    if (told.points < exported) say(`${exported} points exported, ${told.points} came`);
    if (told.points > collected) say(`${collected} points collected, ${told.points} came`);
    if (told.short > lost) say(`${told.short} series lack something, ${lost} points counted`);
    if (told.excessive > 0) say(`${told.excessive} series were told more than was recorded`);
    if (told.falling > 0) say(`${told.falling} cumulative series fell`);
    if (strangers > 0) say(`${strangers} series that were not recorded`);
    totals.producers++;
    totals.observedSeries += told.observed;
    if (lost === 0) totals.lossless++;
    totals.collected += collected;
    totals.received += told.points;
    totals.lost += lost;
    totals.retries += account.retries;
    for (const { recorded } of account.streams) {
      totals.series += recorded.length;
      totals.recorded += recorded.reduce((sum, value) => sum + value, 0);
    }
  });
  if (ledger.corrupted > 0) problems.push(`round ${round}: ${ledger.corrupted} corrupted points`);
  totals.duplicated = ledger.duplicated;
  totals.exemplars = ledger.exemplars;
  ledger.settle(round + 1);
  return problems;
}

function toldOf(
  { streams }: MetricAccount,
  round: number,
  producer: number,
  ledger: MetricLedger,
): Told {
  const told: Told = { points: 0, known: 0, short: 0, excessive: 0, falling: 0, observed: 0 };
  streams.forEach(({ isDelta, isObserved, recorded }, stream) => {
    recorded.forEach((sum, series) => {
      const arrivals = ledger.arrivals(round, producer, stream, series);
      const value = isDelta ? arrivals.sum : arrivals.last;
      told.points += arrivals.points;
      if (arrivals.points > 0) told.known++;
      if (arrivals.points > 0 && isObserved) told.observed++;
      if (value < sum && !isObserved) told.short++;
      if (value > sum) told.excessive++;
      if (!isDelta && arrivals.falls) told.falling++;
    });
  });
  return told;
}
