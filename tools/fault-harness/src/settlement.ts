import type { Account } from './item-ledger.ts';
import type { MetricAccount } from './metrics/metric-account.ts';
import type { Totals } from './totals.ts';

/** What the receiver got, and what the SDK says became of it. */
export interface Settlement {
  readonly account: Account;
  readonly spans: Totals;
  /** Each span has one log record. */
  readonly logAccount: Account;
  readonly logs: Totals;
  readonly metrics: MetricAccount;
  readonly points: Totals;
}
