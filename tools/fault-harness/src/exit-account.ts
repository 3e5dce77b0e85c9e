import type { ExitPromise } from './application/exit-promise.ts';
import type { Ledger } from './ledger.ts';
import { type Account } from './ledger.ts';
import { exemplarProblems, settleMetrics, type MetricAccount } from './metrics/metric-account.ts';
import type { MetricLedger } from './metrics/metric-ledger.ts';
import type { SignalKeeper } from './signal-keeper.ts';

/** A hundredth of a second for each mode, in which the kernel counts. */
const kClockSeconds = 0.03;

/** What became of what was promised before a process ended; what it did later may arrive or not. */
export interface ExitAccount {
  readonly spans: Account;
  readonly metrics: MetricAccount;
  readonly problems: readonly string[];
}

export function settleExit(
  { spans, metrics }: SignalKeeper<Ledger, MetricLedger>,
  promises: readonly ExitPromise[],
): ExitAccount {
  const recorded = Object.assign({}, ...promises.map((one) => one.recorded)) as Record<
    string,
    number
  >;
  const account = {
    // Spans that ended after the last promise are strangers to it and no corruption.
    spans: {
      ...spans.settle(promises.flatMap(({ endedIds }) => endedIds)),
      corrupted: spans.corrupted,
    },
    metrics: settleMetrics(metrics, recorded, false),
  };
  return {
    ...account,
    problems: [
      ...spanProblems(account.spans),
      ...metricProblems(account.metrics),
      ...exemplarProblems(metrics, (id) => spans.has(id)),
      ...cpuProblems(metrics, promises),
    ],
  };
}

function spanProblems({ ended, lost, duplicated, corrupted }: Account): string[] {
  return [
    ...(ended === 0 ? ['no span was ended'] : []),
    ...(lost > 0 ? [`${lost} of ${ended} lost`] : []),
    ...(duplicated > 0 ? [`${duplicated} duplicated`] : []),
    ...(corrupted > 0 ? [`${corrupted} corrupted`] : []),
  ];
}

function metricProblems({ series, short, duplicated, corrupted }: MetricAccount): string[] {
  return [
    ...(series === 0 ? ['no metric was recorded'] : []),
    ...(short > 0 ? [`${short} of ${series} series lack something`] : []),
    ...(duplicated > 0 ? [`${duplicated} points duplicated`] : []),
    ...(corrupted > 0 ? [`${corrupted} points corrupted`] : []),
  ];
}

/** Native code is asked once more at the end of each process. */
function cpuProblems(ledger: MetricLedger, promises: readonly ExitPromise[]): string[] {
  const promised = new Map(promises.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
  return [...promised].flatMap(([pid, least]) => {
    const told = ledger.cpuSeconds(false, String(pid));
    return told >= least - kClockSeconds
      ? []
      : [`process.cpu.time of ${pid} is ${told} s, less than ${least}`];
  });
}
