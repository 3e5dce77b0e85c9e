import type { Signal } from './exporter';
import type { DropCounts } from './stats';

/** Items that one pipeline lost together, for one cause. */
export interface Loss {
  /** The signal of the lost items. */
  readonly signal: Signal;
  /** Why they were lost: the name of the counter in {@link DropCounts} that counts them. */
  readonly cause: keyof DropCounts;
  /** How many spans, data points or log records were lost. */
  readonly count: number;
  /** Message of the exporter or its receiver; empty when there was none. */
  readonly message: string;
}

/** Called for each loss, on the JavaScript thread. An error that it throws is logged once. */
export type LossListener = (loss: Loss) => void;
