import type { DriverOptions } from '../driver.ts';

/** One metrics SDK, started and registered with the OpenTelemetry API, which is all that a workload uses. */
export interface MetricDriver {
  /** Collects and exports; resolves when the receiver has answered. */
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface MetricDriverOptions extends DriverOptions {
  /** Milliseconds from one periodic collection to the next. */
  readonly exportIntervalMillis: number;
}

export type StartMetricDriver = (options: MetricDriverOptions) => MetricDriver;
