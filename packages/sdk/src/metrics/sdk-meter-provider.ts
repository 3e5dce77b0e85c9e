import type { MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';

/** The part of a meter provider, native or official, that the SDK uses. */
export interface SdkMeterProvider extends ApiMeterProvider {
  forceFlush(options?: { timeoutMillis?: number }): Promise<void>;
  shutdown(options?: { timeoutMillis?: number }): Promise<void>;
  stats?(): PipelineStats | undefined;
  /** Runs the callbacks of observable instruments for the last collection before the exit. */
  observe?(options?: { timeoutMillis?: number }): Promise<void>;
}
