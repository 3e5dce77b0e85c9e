import type { Keeper } from './item-ledger.ts';
import { Ledger } from './ledger.ts';
import { LogLedger } from './logs/log-ledger.ts';
import { MetricLedger } from './metrics/metric-ledger.ts';

/** Passes each request to the ledger of its signal. */
export class SignalKeeper<
  Spans extends Keeper,
  Metrics extends Keeper,
  Logs extends Keeper,
> implements Keeper {
  readonly spans: Spans;
  readonly metrics: Metrics;
  readonly logs: Logs;

  constructor(spans: Spans, metrics: Metrics, logs: Logs) {
    this.spans = spans;
    this.metrics = metrics;
    this.logs = logs;
  }

  keep(body: Buffer, rejected?: number, path?: string): number {
    return this.#ledgerOf(path).keep(body, rejected);
  }

  #ledgerOf(path?: string): Keeper {
    if (path === '/v1/metrics') return this.metrics;
    return path === '/v1/logs' ? this.logs : this.spans;
  }
}

/** The ledgers of what the watched applications record. */
export type ApplicationKeeper = SignalKeeper<Ledger, MetricLedger, LogLedger>;

/** @param textBytes what the application is told */
export function applicationKeeper(textBytes: number): ApplicationKeeper {
  return new SignalKeeper(new Ledger(textBytes), new MetricLedger(), new LogLedger(textBytes));
}
