import type { DropCounts, PipelineStats } from '@otel-native/api-bridge';

/** Items that were dropped by any cause. */
export function droppedItems(counts?: DropCounts): number {
  return Object.values(counts ?? {}).reduce((total: number, count: number) => total + count, 0);
}

/** Figures of all pipelines of a signal together. */
export type Totals = Pick<PipelineStats, 'ended' | 'exported' | 'queued' | 'retries' | 'dropped'>;

export function totalsOf(all: readonly Totals[]): Totals {
  const sum = (of: (stats: Totals) => number) => all.reduce((total, stats) => total + of(stats), 0);
  const dropped = (cause: keyof DropCounts) => sum((stats) => stats.dropped[cause]);
  return {
    ended: sum(({ ended }) => ended),
    exported: sum(({ exported }) => exported),
    queued: sum(({ queued }) => queued),
    retries: sum(({ retries }) => retries),
    dropped: {
      queueFull: dropped('queueFull'),
      tooLarge: dropped('tooLarge'),
      invalid: dropped('invalid'),
      rejected: dropped('rejected'),
      exportFailed: dropped('exportFailed'),
      shutdown: dropped('shutdown'),
    },
  };
}
