export const startupVariants = [
  'none',
  'official',
  'native',
  'official-instrumented',
  'native-instrumented',
] as const;
export type StartupVariant = (typeof startupVariants)[number];

export interface StartupTask {
  readonly variant: StartupVariant;
  /** Files are counted in a process of their own: the hook that does it takes time and memory. */
  readonly countFiles: boolean;
}

/** One start. */
export interface StartupWork {
  /** Milliseconds of wall time for the import and `start()`. */
  readonly startMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Modules of Node itself that were loaded in the process so far. */
  readonly builtinsLoaded: number;
  /** Modules loaded from the disk for the import and `start()`; `null` where they were not counted. */
  readonly filesLoaded: number | null;
}
