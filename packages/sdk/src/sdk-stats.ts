import type { PipelineStats } from '@otel-native/api-bridge';

/** What became of the telemetry of this thread so far. */
export interface SdkStats {
  /** Undefined where spans do not go through the native pipeline. */
  readonly traces: PipelineStats | undefined;
  /** Undefined before the first meter, and where metrics do not go through the native pipeline. */
  readonly metrics: PipelineStats | undefined;
}
