import type { SpanProcessor } from '@otel-native/native-core';
import { resolveProtocol } from 'otlp-settings';
import type { NodeSDKConfiguration } from '../configuration';
import { traceExportersFromEnvironment } from './environment/trace-exporters';
import { givenTarget, type NativeTarget } from './native-target';
import {
  batchProcessor,
  consoleProcessor,
  otlpProcessor,
  zipkinProcessor,
} from './official-processors';
import { otlpTarget } from './otlp-target';

/** Where spans go. */
export interface Destinations {
  /** Receives spans from the native threads: a given exporter, or OTLP. */
  native: NativeTarget | undefined;
  /** Run on the JavaScript thread. */
  spanProcessors: SpanProcessor[];
}

/**
 * Decides where spans go: to the destinations of the configuration, else to those of the environment.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` for a package that is not installed
 */
export function destinationsOf(
  configuration: Partial<NodeSDKConfiguration>,
  exporterNames: () => string[] = traceExportersFromEnvironment,
): Destinations {
  const { exporter, spanProcessors, traceExporter, batch } = configuration;
  const native = exporter && givenTarget(exporter);
  if (spanProcessors !== undefined) return { native, spanProcessors };
  if (traceExporter !== undefined) {
    return { native, spanProcessors: [batchProcessor(traceExporter, batch)] };
  }
  if (native !== undefined) return { native, spanProcessors: [] };
  return destinationsNamed(exporterNames(), configuration);
}

function destinationsNamed(
  names: string[],
  { batch }: Partial<NodeSDKConfiguration>,
): Destinations {
  const destinations: Destinations = { native: undefined, spanProcessors: [] };
  for (const name of names) {
    const processor = makeProcessor(name, batch);
    if (processor === 'native') destinations.native = otlpTarget();
    else if (processor !== undefined) destinations.spanProcessors.push(processor);
  }
  return destinations;
}

function makeProcessor(
  name: string,
  batch: NodeSDKConfiguration['batch'] | undefined,
): SpanProcessor | 'native' | undefined {
  if (name === 'console') return consoleProcessor();
  if (name === 'zipkin') return zipkinProcessor(batch);
  const { protocol } = resolveProtocol('traces');
  return protocol === 'http/protobuf' ? 'native' : otlpProcessor(protocol, batch);
}
