/**
 * `native` reports everything that it can, `same` what the official package reports, to the official SDK both;
 * `all-native` everything to our own. All have an observable gauge of the application's own beside it, which is all
 * that the other two collect, with either SDK.
 */
export const systemMetricsVariants = [
  'none',
  'none-native',
  'official',
  'same',
  'native',
  'all-native',
] as const;
export type SystemMetricsVariant = (typeof systemMetricsVariants)[number];

export interface SystemMetricsTask {
  readonly variant: SystemMetricsVariant;
  /** Measured collections. */
  readonly collections: number;
}

export interface SystemMetricsWork {
  /** Milliseconds of wall time that loading and starting took, and what the resident set grew by. */
  readonly loadMs: number;
  readonly loadBytes: number;
  /** Data points of the last collection. */
  readonly points: number;
  /** Microseconds of CPU of a collection, the SDK's part and the wait for the next one included. */
  readonly mainUs: number | null;
  readonly processUs: number;
}
