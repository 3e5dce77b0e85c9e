import { diag } from '@opentelemetry/api';
import { isNativeExporter } from '@otel-native/api-bridge';
import * as nativeCore from '@otel-native/native-core';
import type { Destinations } from './destinations';
import { fallbackProvider } from './fallback';
import type { CommonOptions, SdkTracerProvider } from './sdk-tracer-provider';

/** A tracer provider, and what the end of the process has to know of it. */
export interface Tracing {
  provider: SdkTracerProvider;
  /** Whether some exporter works on the JavaScript thread, so that it sends nothing once the event loop has ended. */
  needsEventLoop: boolean;
  /** Where native threads send to; undefined where they do not. */
  destination?: string;
}

/**
 * The tracer provider for these destinations; undefined when spans go nowhere.
 * @throws an error with a `code` for a configuration that is wrong
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
