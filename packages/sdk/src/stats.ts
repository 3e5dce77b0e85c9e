import type { PipelineStats } from '@otel-native/api-bridge';
import { runningMark } from './running-mark';

/** What became of the telemetry of this thread so far. */
export interface SdkStats {
  /** Undefined where spans do not go through the native pipeline. */
  readonly traces: PipelineStats | undefined;
  /** Undefined before the first meter, and where metrics do not go through the native pipeline. */
  readonly metrics: PipelineStats | undefined;
}

/**
 * What became of spans and data points, whoever started the SDK: the preload, `NodeSDK` or `startNodeSdk()`, in this copy
 * of the package or in another. Undefined where none runs.
 */
export function stats(): SdkStats | undefined {
  return runningMark()?.stats();
}
