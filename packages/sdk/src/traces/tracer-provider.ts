import { diag } from '@opentelemetry/api';
import { isNativeExporter } from '@otel-native/api-bridge';
import * as nativeCore from '@otel-native/native-core';
import type { Destinations } from './destinations';
import { fallbackProvider } from './fallback';
import type { CommonOptions, SdkTracerProvider } from './sdk-tracer-provider';

/** A tracer provider, with what the end of the process needs to know about it. */
export interface Tracing {
  provider: SdkTracerProvider;
  /** Whether an exporter runs on the JavaScript thread, which sends nothing after the event loop has ended. */
  needsEventLoop: boolean;
  /** The destination of the native threads; undefined if they send nothing. */
  destination?: string;
}

/**
 * Creates the tracer provider for these destinations; undefined if there are none.
 * @throws an error with a `code` for an invalid configuration
 */
export function createTracing(
  { native, spanProcessors }: Destinations,
  common: Omit<CommonOptions, 'spanProcessors'>,
  batch: nativeCore.BatchOptions | undefined,
): Tracing | undefined {
  const options = { ...common, spanProcessors };
  if (native === undefined) return onlyProcessors(options);
  const unusable = nativeCore.loadError() ?? native.loadError();
  if (unusable !== undefined) {
    const provider = fallbackProvider({ unusable, native, batch, options });
    return provider ? { provider, needsEventLoop: true } : onlyProcessors(options);
  }
  const exporter = native.make();
  diag.debug(`spans go through native threads to the exporter "${exporter.name}"`);
  return {
    provider: new nativeCore.TracerProvider({ ...options, exporter, ...(batch && { batch }) }),
    needsEventLoop: spanProcessors.length > 0 || !isNativeExporter(exporter),
    destination: native.destination,
  };
}

function onlyProcessors(options: CommonOptions): Tracing | undefined {
  if (options.spanProcessors?.length === 0) return undefined;
  return { provider: new nativeCore.TracerProvider(options), needsEventLoop: true };
}
