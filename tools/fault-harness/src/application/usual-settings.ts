import type { ApplicationSettings } from './report.ts';

/** Twenty batches in about a second. */
export const kUsual: ApplicationSettings = {
  spans: 2_000,
  perSecond: 2_000,
  textBytes: 100,
  ending: 'flush',
  batch: { maxExportBatchSize: 100, scheduledDelayMillis: 50 },
  workers: 0,
};
