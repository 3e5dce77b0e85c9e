/** What a variant is told. */
export interface DriverOptions {
  /** Base URL of the receiver; traces go to `/v1/traces` under it. */
  readonly endpoint: string;
  /** `service.name` and the like. */
  readonly resourceAttributes: Readonly<Record<string, string>>;
}

/**
 * One telemetry SDK, started and registered with the OpenTelemetry API. A workload only uses that API, so it is
 * the same code for every variant; the harness uses this interface to pace the workload and to end it.
 */
export interface Driver {
  /** False where spans are not recorded, so that none is expected at the receiver. */
  readonly records: boolean;
  /**
   * Spans that have left the SDK since its start: accepted by the receiver or given up. What was ended and is not
   * among them takes room in the SDK's queues. Asked a few times per thousand spans.
   */
  settledSpans(): number;
  /** Milliseconds that exporting has run synchronously on this thread since the start, wherever it was called. */
  synchronousExportMs(): number;
  /** Resolves when the receiver has answered for every span ended before. */
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

export type StartDriver = (options: DriverOptions) => Driver;

/** What a running service needs of a {@link Driver}: its load paces it. */
export type ServiceDriver = Pick<Driver, 'records' | 'flush' | 'shutdown'>;

/** What a file of `variants/service` exports; it runs before the application loads anything. */
export type StartServiceDriver = (options: DriverOptions) => ServiceDriver | Promise<ServiceDriver>;
