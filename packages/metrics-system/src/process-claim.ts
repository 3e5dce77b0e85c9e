import { diag } from '@opentelemetry/api';
import type { Addon } from './binding/addon';
import { isOfThread } from './catalog';
import type { MetricName } from './catalog/metric-name';
import type { Settings } from './options';

/** Metrics that this thread reports, and what to do when it no longer does. */
export interface Claim {
  readonly names: readonly MetricName[];
  readonly giveBack: () => void;
}

/**
 * A process has one memory, whatever number of threads: the first thread that reports it is the one that does. Worker threads
 * do so only where their `groups` ask for it.
 */
export function claimProcess(
  addon: Addon | undefined,
  names: readonly MetricName[],
  settings: Settings,
): Claim {
  const ofThread = names.filter(isOfThread);
  if (ofThread.length === names.length || addon === undefined)
    return { names: ofThread, giveBack: () => {} };
  if (!addon.isMainThread && !settings.isChosen) return { names: ofThread, giveBack: () => {} };
  if (addon.claim()) return { names, giveBack: () => addon.giveBack() };
  diag.warn(
    'system metrics: another thread of this process reports the metrics of process, container and system already; ' +
      'this one reports those of nodejs and v8js alone',
  );
  return { names: ofThread, giveBack: () => {} };
}
