import type { TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';
import type { TracerProviderOptions } from '@otel-native/native-core';

/** The part of a tracer provider, native or official, that the SDK uses. */
export interface SdkTracerProvider extends ApiTracerProvider {
  forceFlush(options?: { timeoutMillis?: number }): Promise<void>;
  shutdown(options?: { timeoutMillis?: number }): Promise<void>;
  stats?(): PipelineStats | undefined;
  endOpenSpans?(): void;
}

/** The options that every provider accepts, whatever its destinations. */
export type CommonOptions = Omit<TracerProviderOptions, 'exporter' | 'batch'>;
