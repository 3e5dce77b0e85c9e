import type { ExitPromise } from './application/exit-promise.ts';
import { kExitSpans } from './application/exit-settings.ts';
import type { Account, ItemLedger } from './item-ledger.ts';
import { exemplarProblems, settleMetrics, type MetricAccount } from './metrics/metric-account.ts';
import type { MetricLedger } from './metrics/metric-ledger.ts';
import type { ApplicationKeeper } from './signal-keeper.ts';

/** A hundredth of a second for each mode, in which the kernel counts. */
const kClockSeconds = 0.03;

/** What became of what was promised before a process ended; what it did later may arrive or not. */
export interface ExitAccount {
  readonly spans: Account;
  readonly logs: Account;
  readonly metrics: MetricAccount;
  readonly problems: readonly string[];
}

export function settleExit(
  { spans, logs, metrics }: ApplicationKeeper,
  promises: readonly ExitPromise[],
): ExitAccount {
  const recorded = Object.assign({}, ...promises.map((one) => one.recorded)) as Record<
    string,
    number
  >;
  const account = {
    spans: settlePromised(spans, promises),
    logs: settlePromised(logs, promises),
    metrics: settleMetrics(metrics, recorded, false),
  };
  return {
    ...account,
    problems: [
      ...itemProblems(account.spans),
      ...itemProblems(account.logs).map((problem) => `log records: ${problem}`),
      ...metricProblems(account.metrics),
      ...exemplarProblems(metrics, (id) => spans.has(id)),
      ...cpuProblems(metrics, promises),
    ],
  };
}

/** What ended after the last promise is a stranger to it and no corruption. */
function settlePromised<Item>(ledger: ItemLedger<Item>, promises: readonly ExitPromise[]): Account {
  const account = ledger.settle(promises.flatMap(({ endedIds }) => endedIds));
  return { ...account, corrupted: ledger.corrupted };
}

function itemProblems({ ended, lost, duplicated, corrupted }: Account): string[] {
  return [
    ...(ended === 0 ? ['nothing was ended'] : []),
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

/** What became of what a process had ended whose receiver answered nothing: all is lost, and stderr says how much. */
export function settleUnanswered(
  { spans, logs, metrics }: ApplicationKeeper,
  promises: readonly ExitPromise[],
  stderr: string,
): ExitAccount {
  const account = {
    spans: spans.settle(promises.flatMap(({ endedIds }) => endedIds)),
    logs: logs.settle(promises.flatMap(({ endedIds }) => endedIds)),
    metrics: settleMetrics(metrics, {}, false),
  };
  return {
    ...account,
    problems: [
      ...unansweredProblems('spans', account.spans, stderr),
      ...unansweredProblems('log records', account.logs, stderr),
    ],
  };
}

function unansweredProblems(items: string, { ended, received }: Account, stderr: string): string[] {
  const lines = [...stderr.matchAll(new RegExp(`(\\d+) ${items} were not exported`, 'g'))];
  const told = lines.reduce((sum, [, count]) => sum + Number(count), 0);
  // After the signal it works on; nobody counts what ends when the SDK has ended.
  const isTold = told >= kExitSpans && told <= ended;
  return [
    ...(received > 0 ? [`${received} ${items} came`] : []),
    ...(isTold ? [] : [`${ended} ${items} ended, stderr says that ${told} are lost`]),
  ];
}
