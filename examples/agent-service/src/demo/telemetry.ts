export interface SpanCounts {
  /** Sampled spans that ended since the start. */
  readonly ended: number;
  /** Of them, those that the SDK gave up, as far as it tells; undefined where it does not. */
  readonly dropped: number | undefined;
  /** Why, in the newest case; empty when nothing went wrong. */
  readonly lastError: string;
}

/** What every file in `telemetry/` exports for the demo. */
export interface Telemetry {
  /** Undefined without telemetry. */
  spanCounts(): SpanCounts | undefined;
  /** Resolves when what ended before was sent or given up. */
  shutdown(): Promise<void>;
}
