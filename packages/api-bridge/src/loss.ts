import type { Signal } from './exporter';
import type { DropCounts } from './stats';

/** Items of one pipeline that were lost together. */
export interface Loss {
  readonly signal: Signal;
  readonly cause: keyof DropCounts;
  /** Spans or data points. */
  readonly count: number;
  /** What the exporter or its receiver said; empty where there was nothing. */
  readonly message: string;
}

/** Called for each loss, on the JavaScript thread. An error that it throws is logged once. */
export type LossListener = (loss: Loss) => void;
