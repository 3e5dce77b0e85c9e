/** Reads what was chosen; `native/binding/reader-handle.cpp`. */
export interface NativeSystemReader {
  readSync(): void;
  /** As `readSync`, on a thread of libuv's pool. */
  read(): Promise<void>;
  /** What reads when native code asks: an external with an `otel_native_observer`, whose values are those of `write`. */
  observer(): object;
  /**
   * Writes what was read last: the slots; the layout; for each table its number of rows (NaN where there is nothing to
   * read rows from); then the rows. Gives how many numbers that are; when `values` has room for fewer, the rest is
   * left out.
   */
  write(values: Float64Array): number;
  /** Grows when the places of values have another meaning than before. */
  layout(): number;
  /** For each table the labels of all rows, one after the other. */
  labels(): string[][];
  /** Closes the files of the kernel that are kept open between two readings. */
  close(): void;
}

export interface NativeTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Labels of each row. */
  readonly labelCount: number;
}

/** Measures how late a timer of this thread's event loop is; `native/binding/loop-delay-handle.cpp`. */
export interface NativeLoopDelay {
  /**
   * Writes, in nanoseconds, what was measured since it was called last: count, minimum, maximum, mean, standard deviation
   * and the percentiles 50, 90 and 99.
   */
  take(figures: Float64Array): void;
  stop(): void;
}

export interface Addon {
  readonly isMainThread: boolean;
  /** Names of the values that there is one of, in the order in which `read` writes them. */
  readonly slots: readonly string[];
  readonly tables: readonly NativeTable[];
  /** What can be read apart from the rest; the place of a name is its bit. */
  readonly sources: readonly string[];
  readonly SystemReader: new (
    procPath: string,
    cgroupPath: string,
    sources: number,
  ) => NativeSystemReader;
  readonly LoopDelay: new (resolutionMillis: number) => NativeLoopDelay;
  /** Asks to report what the process has one of. False while another thread does; else `giveBack` has to follow. */
  claim(): boolean;
  giveBack(): void;
}
