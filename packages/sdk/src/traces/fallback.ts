import type { BatchOptions } from '@otel-native/native-core';
import { announce } from '../diagnostics/announce';
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
    say(`${unusable.message}. Using the official SDK, which works on the JavaScript thread`);
    return provider;
  } catch (error) {
    say(`${unusable.message}. No traces are exported: ${(error as Error).message}`);
    return undefined;
  }
}

function say(message: string): void {
  announce('OTEL_NATIVE_FALLBACK', message);
}
