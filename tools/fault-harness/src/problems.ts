import type { DropCounts } from '@otel-native/api-bridge';
import type { Account } from './item-ledger.ts';
import { metricProblems } from './metrics/metric-account.ts';
import type { Scenario } from './scenario.ts';
import type { Settlement } from './settlement.ts';
import { droppedItems, type Totals } from './totals.ts';

/** What the accounts of a scenario have to say. */
export function problemsOf(scenario: Scenario, settlement: Settlement): string[] {
  const { losesBy = [], mayDuplicate = false } = scenario;
  const { account, spans, logAccount, logs, metrics, points } = settlement;
  const problems = [
    ...itemProblems(account, spans),
    ...itemProblems(logAccount, logs).map((problem) => `log records: ${problem}`),
    ...metricProblems(metrics, points),
    ...retryProblems(spans.retries + logs.retries + points.retries),
  ];
  const signals = { spans: spans.dropped, 'log records': logs.dropped, points: points.dropped };
  for (const [items, dropped] of Object.entries(signals)) {
    for (const [cause, count] of Object.entries(dropped) as [keyof DropCounts, number][]) {
      if (count > 0 && !losesBy.includes(cause))
        problems.push(`${count} ${items} dropped by ${cause}`);
    }
  }
  const counted = Object.values(signals).reduce((sum, dropped) => sum + droppedItems(dropped), 0);
  if (losesBy.length > 0 && counted === 0)
    problems.push('nothing was lost: the fault did not come');
  if (mayDuplicate) return problems;
  if (account.duplicated > 0) problems.push(`${account.duplicated} duplicated`);
  if (logAccount.duplicated > 0) problems.push(`log records: ${logAccount.duplicated} duplicated`);
  // An attempt to export metrics takes at most their interval, which a busy machine exceeds.
  if (metrics.duplicated > 0 && points.retries === 0)
    problems.push(`${metrics.duplicated} points duplicated`);
  return problems;
}

/** There is a pause of a second between two attempts, and after that a longer one. */
const kMaxRetries = 100;

function retryProblems(retries: number): string[] {
  return retries <= kMaxRetries ? [] : [`${retries} retries, without a pause between them`];
}

function itemProblems(account: Account, { dropped, queued, exported }: Totals): string[] {
  const problems: string[] = [];
  const counted = droppedItems(dropped);
  if (account.lost !== counted) problems.push(`${account.lost} lost, but ${counted} counted`);
  if (queued !== 0) problems.push(`${queued} are said to wait still`);
  if (exported !== account.received)
    problems.push(`${exported} are said to be exported, ${account.received} came`);
  if (account.corrupted > 0) problems.push(`${account.corrupted} corrupted`);
  return problems;
}
