/** Reads the selected sources; implemented by `native/binding/reader-handle.cpp`. */
export interface NativeSystemReader {
  readSync(): void;
  /** Like `readSync`, but on a thread of libuv's pool. */
  read(): Promise<void>;
  /**
   * An external with an `otel_native_observer`, which reads when native code asks. Its values are in the format of
   * `write`.
   */
  observer(): object;
  /**
   * Writes the latest reading: the slots; the layout; the number of rows of each table (NaN if its source is
   * unavailable); then the rows. Returns how many numbers that takes; if `values` is smaller, the rest is left out.
   */
  write(values: Float64Array): number;
  /** Increases whenever positions of values change their meaning. */
  layout(): number;
  /** For each table the labels of all rows in sequence. */
  labels(): string[][];
  /** Closes the kernel files that are kept open between readings. */
  close(): void;
}

export interface NativeTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Number of labels per row. */
  readonly labelCount: number;
}

/**
 * Measures how late a timer on this thread's event loop fires; implemented by `native/binding/loop-delay-handle.cpp`.
 */
export interface NativeLoopDelay {
  /**
   * Writes the measurements since the last call, in nanoseconds: count, minimum, maximum, mean, standard deviation and
   * the percentiles 50, 90 and 99.
   */
  take(figures: Float64Array): void;
  stop(): void;
}

export interface Addon {
  readonly isMainThread: boolean;
  /** Names of the single values, in the order of `write`. */
  readonly slots: readonly string[];
  readonly tables: readonly NativeTable[];
  /** Names of the sources that can be read separately. The position of a name is its bit. */
  readonly sources: readonly string[];
  readonly SystemReader: new (
    procPath: string,
    cgroupPath: string,
    sources: number,
  ) => NativeSystemReader;
  readonly LoopDelay: new (resolutionMillis: number) => NativeLoopDelay;
  /**
   * Claims the metrics that a process reports once. False while another thread holds the claim; after true, `giveBack`
   * must follow.
   */
  claim(): boolean;
  giveBack(): void;
}
