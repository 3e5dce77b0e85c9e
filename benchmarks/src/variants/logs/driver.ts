import type { DriverOptions } from '../driver.ts';

/** One logs SDK, started and registered with the OpenTelemetry API, which is all that a workload uses. */
export interface LogDriver {
  /** False where log records are not exported, so that none is expected at the receiver. */
  readonly records: boolean;
  /** Waits after each turn, so that the queue of the SDK never overflows. */
  afterTurn(): Promise<void>;
  /** Resolves when the receiver has answered for every log record emitted before. */
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

export type StartLogDriver = (options: DriverOptions) => LogDriver;
