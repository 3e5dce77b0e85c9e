import { runningMark } from './running-mark';
import type { SdkStats } from './sdk-stats';

/**
 * Returns the counts of exported and lost spans, data points and log records, whether the preload, `NodeSDK` or `startNodeSdk()`
 * started the SDK, in this copy of the package or another. Returns undefined if no SDK runs.
 */
export function stats(): SdkStats | undefined {
  return runningMark()?.stats();
}
