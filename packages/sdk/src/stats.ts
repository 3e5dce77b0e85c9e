import { runningMark } from './running-mark';
import type { SdkStats } from './sdk-stats';

/**
 * What became of spans and data points, whoever started the SDK: the preload, `NodeSDK` or `startNodeSdk()`, in this copy
 * of the package or in another. Undefined where none runs.
 */
export function stats(): SdkStats | undefined {
  return runningMark()?.stats();
}
