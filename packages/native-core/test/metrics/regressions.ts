import type { MetricProgram } from './program';

/** What random programs have found, at its shortest. */
export const regressions: Record<string, MetricProgram> = {};
