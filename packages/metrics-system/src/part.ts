import type { BatchObservableResult, Observable } from '@opentelemetry/api';
import type { MetricName } from './catalog/metric-name';

/** Returns the observable instrument of a name, and creates it on the first call. */
export type MakeObservable = (name: MetricName) => Observable;

/** A source of values. */
export interface Part {
  /** The selected metrics that have no values on this machine. */
  readonly absent: readonly MetricName[];
  /** Called once per collection. The result can be used until the promise resolves. */
  observe(result: BatchObservableResult): void | Promise<void>;
  /** Releases all resources. */
  stop(): void;
}
