import type { PipelineStats } from '@otel-native/api-bridge';

/** Counts of exported and lost telemetry of this thread. */
export interface SdkStats {
  /** Undefined if spans do not go through the native pipeline. */
  readonly traces: PipelineStats | undefined;
  /** Undefined before the first meter, and if metrics do not go through the native pipeline. */
  readonly metrics: PipelineStats | undefined;
  /** Undefined before the first log record, and if logs do not go through the native pipeline. */
  readonly logs: PipelineStats | undefined;
}
