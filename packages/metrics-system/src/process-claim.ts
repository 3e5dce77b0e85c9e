import { diag } from '@opentelemetry/api';
import type { Addon } from './binding/addon';
import { isOfThread } from './catalog';
import type { MetricName } from './catalog/metric-name';
import type { Settings } from './options';

/** The metrics that this thread reports, and the function that ends the claim. */
export interface Claim {
  readonly names: readonly MetricName[];
  readonly giveBack: () => void;
}

/**
 * Metrics of the process are reported once, whatever the number of threads: by the first thread that asks. Worker
 * threads ask only if their `groups` select such metrics.
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
