import type { SoakLogLedger, SoakSpanLedger } from './soak-ledger.ts';

/** What the native half says of one producer: see native/producer.hpp. */
interface ProducerAccount {
  readonly ended: number;
  readonly notTaken: number;
  readonly exported: number;
  readonly lost: number;
  readonly retries: number;
  readonly unansweredFlushes: number;
  readonly isSpooled: boolean;
  readonly isLogs: boolean;
  readonly isCorrupt: boolean;
}

/** A line of the native half, without its metrics. */
export interface Round {
  readonly round: number;
  readonly producers: readonly ProducerAccount[];
  /** What was left in spools and sent after the producers had ended. */
  readonly recovered: {
    readonly exported: number;
    readonly lost: number;
    readonly damagedFiles: number;
  };
  readonly maxRssKiB: number;
}

/** What came of each signal. */
export interface SoakLedgers {
  readonly spans: SoakSpanLedger;
  readonly logs: SoakLogLedger;
}

/** Sums over rounds. */
export class SoakTotals {
  rounds = 0;
  ended = 0;
  /** Of these, log records. */
  logRecords = 0;
  received = 0;
  lost = 0;
  counted = 0;
  duplicated = 0;
  retries = 0;
  recovered = 0;
  maxRssKiB = 0;
}

/** Compares what the pipelines of a round say with what came, and adds it up. Gives what does not fit. */
export function settleRound(
  round: Round,
  { spans, logs }: SoakLedgers,
  totals: SoakTotals,
): string[] {
  const problems: string[] = [];
  let lostFromSpools = 0;
  let countedFromSpools = round.recovered.lost;
  round.producers.forEach((account, number) => {
    const { ended, notTaken, exported, isSpooled, isLogs } = account;
    const arrivals = (isLogs ? logs : spans).arrivals(round.round, number, ended);
    const counted = notTaken + account.lost;
    const lost = ended - arrivals.received;
    const say = (problem: string) =>
      problems.push(`round ${round.round}, producer ${number}: ${problem}`);
    if (account.isCorrupt) say('its records are said to be corrupt');
    if (account.unansweredFlushes > 0)
      say(`${account.unansweredFlushes} flushes without an answer`);
    if (arrivals.strangers > 0) say(`${arrivals.strangers} items that were not ended`);
    if (isSpooled) {
      lostFromSpools += lost;
      countedFromSpools += counted;
    } else {
      if (ended !== exported + counted)
        say(`${ended} ended, ${exported} + ${counted} accounted for`);
      if (arrivals.received < exported) say(`${exported} exported, ${arrivals.received} came`);
      // What was given up may have come all the same.
      if (lost > counted) say(`${lost} lost, ${counted} counted`);
    }
    totals.ended += ended;
    if (isLogs) totals.logRecords += ended;
    totals.received += arrivals.received;
    totals.lost += lost;
    totals.counted += counted;
    totals.duplicated += arrivals.duplicated;
    totals.retries += account.retries;
  });
  if (lostFromSpools > countedFromSpools)
    problems.push(
      `round ${round.round}: ${lostFromSpools} lost from spools, ${countedFromSpools} counted`,
    );
  if (round.recovered.damagedFiles > 0)
    problems.push(`round ${round.round}: ${round.recovered.damagedFiles} spools are damaged`);
  const corrupted = spans.corrupted + logs.corrupted;
  if (corrupted > 0) problems.push(`round ${round.round}: ${corrupted} corrupted`);
  totals.rounds++;
  totals.counted += round.recovered.lost;
  totals.recovered += round.recovered.exported;
  totals.maxRssKiB = Math.max(totals.maxRssKiB, round.maxRssKiB);
  for (const ledger of [spans, logs]) ledger.settle(round.round + 1);
  return problems;
}
