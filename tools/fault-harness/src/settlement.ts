import type { Account } from './ledger.ts';
import type { MetricAccount } from './metrics/metric-account.ts';
import type { Totals } from './totals.ts';

/** What the receiver got, and what the SDK says became of it. */
export interface Settlement {
  readonly account: Account;
  readonly spans: Totals;
  readonly metrics: MetricAccount;
  readonly points: Totals;
}
