import type { Report } from './application/report.ts';

export const kMiB = 1_048_576;
/** What the process may grow beyond its queue: the JavaScript heap under load, the ring, native stacks. */
const kGrowthBesideQueueBytes = 96 * kMiB;

/** Whether the process stayed within its queue and what it needs beside. */
export function memoryProblems(
  queueBytes: number,
  { startRssBytes, maxRssBytes }: Report,
): string[] {
  const growth = maxRssBytes - startRssBytes;
  const limit = queueBytes + kGrowthBesideQueueBytes;
  return growth <= limit ? [] : [`RSS grew by ${growth} bytes, more than ${limit}`];
}
