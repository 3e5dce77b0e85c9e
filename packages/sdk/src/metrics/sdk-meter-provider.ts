import type { MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';

/** What the SDK needs of a meter provider, native or official. */
export interface SdkMeterProvider extends ApiMeterProvider {
  forceFlush(options?: { timeoutMillis?: number }): Promise<void>;
  shutdown(options?: { timeoutMillis?: number }): Promise<void>;
  stats?(): PipelineStats | undefined;
  /** Runs the callbacks of observable instruments for the collection at the exit. */
  observe?(options?: { timeoutMillis?: number }): Promise<void>;
}
