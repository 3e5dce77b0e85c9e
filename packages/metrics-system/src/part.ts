import type { BatchObservableResult, Observable } from '@opentelemetry/api';
import type { MetricName } from './catalog/metric-name';

/** Gives the observable instrument of a name, made the first time. */
export type MakeObservable = (name: MetricName) => Observable;

/** A source of values. */
export interface Part {
  /** Of the metrics that were chosen, those that this machine has no values for. */
  readonly absent: readonly MetricName[];
  /** Called once per collection; the result may be used until the promise is resolved. */
  observe(result: BatchObservableResult): void | Promise<void>;
  /** Lets go of everything. */
  stop(): void;
}
