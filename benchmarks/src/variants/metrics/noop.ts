import type { MetricDriver } from './driver.ts';

/** The API with no SDK behind it: what the workload and the loop around it cost by themselves. */
export function startDriver(): MetricDriver {
  return { flush: async () => {}, shutdown: async () => {} };
}
