import type { Driver } from './driver.ts';

/** The API with no SDK behind it: what the workload and the loop around it cost by themselves. */
export function startDriver(): Driver {
  return {
    records: false,
    settledSpans: () => 0,
    synchronousExportMs: () => 0,
    flush: async () => {},
    shutdown: async () => {},
  };
}
