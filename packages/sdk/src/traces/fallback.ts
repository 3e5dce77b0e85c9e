import type { BatchOptions } from '@otel-native/native-core';
import { announce, announceFallback } from '../diagnostics/announce';
import type { NativeTarget } from './native-target';
import { loadSdkTrace } from './official-packages';
import { batchProcessor } from './official-processors';
import type { CommonOptions, SdkTracerProvider } from './sdk-tracer-provider';

/** The task of the native pipeline, and why it cannot run. */
export interface FallbackRequest {
  unusable: Error;
  native: NativeTarget;
  batch: BatchOptions | undefined;
  options: CommonOptions;
}

/**
 * Creates the official SDK's provider if no native binary loads; undefined without its packages. Warns once. The
 * application starts in any case.
 */
export function fallbackProvider(request: FallbackRequest): SdkTracerProvider | undefined {
  const { unusable, native, batch, options } = request;
  try {
    const exporter = native.official();
    const sdkTrace = loadSdkTrace('the official SDK');
    const spanProcessors = [...(options.spanProcessors ?? []), batchProcessor(exporter, batch)];
    const provider = new sdkTrace.TracerProvider({ ...options, spanProcessors });
    announceFallback(unusable);
    return provider;
  } catch (error) {
    const reason = `No traces are exported: ${(error as Error).message}`;
    announce('OTEL_NATIVE_FALLBACK', `${unusable.message}. ${reason}`);
    return undefined;
  }
}
