import type { Keeper } from './ledger.ts';

/** Passes each request to the ledger of its signal. */
export class SignalKeeper<Spans extends Keeper, Metrics extends Keeper> implements Keeper {
  readonly spans: Spans;
  readonly metrics: Metrics;

  constructor(spans: Spans, metrics: Metrics) {
    this.spans = spans;
    this.metrics = metrics;
  }

  keep(body: Buffer, rejected?: number, path?: string): number {
    const ledger = path === '/v1/metrics' ? this.metrics : this.spans;
    return ledger.keep(body, rejected);
  }
}
