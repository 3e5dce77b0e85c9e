import type { Keeper } from '../ledger.ts';
import { MetricLedger } from './metric-ledger.ts';
import { SoakLedger } from './soak-ledger.ts';

/** Gives each request to the ledger of its signal. */
export class SoakKeeper implements Keeper {
  readonly spans = new SoakLedger();
  readonly metrics = new MetricLedger();

  keep(body: Buffer, rejected?: number, path?: string): number {
    const ledger = path === '/v1/metrics' ? this.metrics : this.spans;
    return ledger.keep(body, rejected);
  }
}
