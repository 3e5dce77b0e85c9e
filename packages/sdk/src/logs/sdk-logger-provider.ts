import type { LoggerProvider as ApiLoggerProvider } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';

/** The part of a logger provider that the SDK uses. */
export interface SdkLoggerProvider extends ApiLoggerProvider {
  forceFlush(options?: { timeoutMillis?: number }): Promise<void>;
  shutdown(options?: { timeoutMillis?: number }): Promise<void>;
  stats(): PipelineStats | undefined;
}
