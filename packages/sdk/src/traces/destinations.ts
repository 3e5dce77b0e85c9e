import type { NativeExporter, OtlpSink } from '@otel-native/api-bridge';
import type { SpanProcessor } from '@otel-native/native-core';
import type { NodeSDKConfiguration } from '../configuration';
import { otlpRouteFromEnvironment } from '../env/otlp-route';
import { traceExportersFromEnvironment } from '../env/trace-exporters';
import { batchProcessor, consoleProcessor, otlpProcessor } from './official-processors';

/** Where spans go. */
export interface Destinations {
  /** Through the native threads: to an exporter that was given, or over OTLP as the environment says. */
  native: NativeExporter | OtlpSink | 'otlp' | undefined;
  /** On the JavaScript thread. */
  spanProcessors: SpanProcessor[];
}

/**
 * Decides where spans go: to what the configuration names, else to what the environment names.
 * @throws `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL` or `ERR_OTEL_NATIVE_MISSING_PACKAGE` for what cannot be done
 */
export function destinationsOf(configuration: Partial<NodeSDKConfiguration>): Destinations {
  const { exporter, spanProcessors, traceExporter, batch } = configuration;
  if (spanProcessors !== undefined) return { native: exporter, spanProcessors };
  if (traceExporter !== undefined) {
    return { native: exporter, spanProcessors: [batchProcessor(traceExporter, batch)] };
  }
  if (exporter !== undefined) return { native: exporter, spanProcessors: [] };
  return destinationsFromEnvironment(configuration);
}

function destinationsFromEnvironment({ batch }: Partial<NodeSDKConfiguration>): Destinations {
  const destinations: Destinations = { native: undefined, spanProcessors: [] };
  for (const name of traceExportersFromEnvironment()) {
    if (name === 'console') {
      const processor = consoleProcessor();
      if (processor !== undefined) destinations.spanProcessors.push(processor);
      continue;
    }
    const route = otlpRouteFromEnvironment();
    if (route === 'native') destinations.native = 'otlp';
    else destinations.spanProcessors.push(otlpProcessor(route, batch));
  }
  return destinations;
}
