import type { SoakLedger } from './soak-ledger.ts';

/** What the native half says of one producer: see native/producer.hpp. */
interface ProducerAccount {
  readonly ended: number;
  readonly notTaken: number;
  readonly exported: number;
  readonly lost: number;
  readonly retries: number;
  readonly unansweredFlushes: number;
  readonly isSpooled: boolean;
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

/** Sums over rounds. */
export class SoakTotals {
  rounds = 0;
  ended = 0;
  received = 0;
  lost = 0;
  counted = 0;
  duplicated = 0;
  retries = 0;
  recovered = 0;
  maxRssKiB = 0;
}

/** Compares what the pipelines of a round say with what came, and adds it up. Gives what does not fit. */
export function settleRound(round: Round, ledger: SoakLedger, totals: SoakTotals): string[] {
  const problems: string[] = [];
  let lostFromSpools = 0;
  let countedFromSpools = round.recovered.lost;
  round.producers.forEach((account, number) => {
    const { ended, notTaken, exported, isSpooled } = account;
    const arrivals = ledger.arrivals(round.round, number, ended);
    const counted = notTaken + account.lost;
    const lost = ended - arrivals.received;
    const say = (problem: string) =>
      problems.push(`round ${round.round}, producer ${number}: ${problem}`);
    if (account.isCorrupt) say('its records are said to be corrupt');
    if (account.unansweredFlushes > 0)
      say(`${account.unansweredFlushes} flushes without an answer`);
    if (arrivals.strangers > 0) say(`${arrivals.strangers} spans that were not ended`);
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
  if (ledger.corrupted > 0) problems.push(`round ${round.round}: ${ledger.corrupted} corrupted`);
  totals.rounds++;
  totals.counted += round.recovered.lost;
  totals.recovered += round.recovered.exported;
  totals.maxRssKiB = Math.max(totals.maxRssKiB, round.maxRssKiB);
  ledger.settle(round.round + 1);
  return problems;
}
