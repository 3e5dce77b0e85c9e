import { diag, type TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { PipelineStats } from '@otel-native/api-bridge';
import * as otlpLocal from '@otel-native/exporter-otlp-local';
import * as nativeCore from '@otel-native/native-core';
import type { NodeSDKConfiguration } from '../configuration';
import { samplerFromEnvironment } from '../env/sampler';
import { spanLimitsFromEnvironment } from '../env/span-limits';
import { destinationsOf, type Destinations } from './destinations';
import { fallbackProvider } from './fallback';

/** What the SDK needs of a tracer provider, native or official. */
export interface SdkTracerProvider extends ApiTracerProvider {
  forceFlush(options?: { timeoutMillis?: number }): Promise<void>;
  shutdown(): Promise<void>;
  stats?(): PipelineStats | undefined;
}

/** The options that every provider takes, whatever its destinations. */
export type CommonOptions = Omit<nativeCore.TracerProviderOptions, 'exporter' | 'batch'>;

/**
 * The tracer provider that configuration and environment describe; undefined when spans go nowhere.
 * @throws an error with a `code` for a configuration that is wrong
 */
export function createTracerProvider(
  configuration: Partial<NodeSDKConfiguration>,
  resource: Resource,
): SdkTracerProvider | undefined {
  const { native, spanProcessors } = destinationsOf(configuration);
  const options = commonOptions(configuration, resource, spanProcessors);
  const onlyProcessors = () =>
    spanProcessors.length > 0 ? new nativeCore.TracerProvider(options) : undefined;
  if (native === undefined) return onlyProcessors();
  const unusable = loadErrorFor(native);
  if (unusable !== undefined) {
    const request = { unusable, native, batch: configuration.batch, options };
    return fallbackProvider(request) ?? onlyProcessors();
  }
  const exporter =
    native === 'otlp' ? new otlpLocal.OtlpLocalExporter({ signals: ['traces'] }) : native;
  const { batch } = configuration;
  diag.debug(`spans go through native threads to the exporter "${exporter.name}"`);
  return new nativeCore.TracerProvider({ ...options, exporter, ...(batch && { batch }) });
}

function loadErrorFor(native: NonNullable<Destinations['native']>): Error | undefined {
  return nativeCore.loadError() ?? (native === 'otlp' ? otlpLocal.loadError() : undefined);
}

function commonOptions(
  configuration: Partial<NodeSDKConfiguration>,
  resource: Resource,
  spanProcessors: nativeCore.SpanProcessor[],
): CommonOptions {
  const { idGenerator, sampler = samplerFromEnvironment() } = configuration;
  return {
    resource,
    spanProcessors,
    spanLimits: { ...spanLimitsFromEnvironment(), ...configuration.spanLimits },
    ...(sampler && { sampler }),
    ...(idGenerator && { idGenerator }),
  };
}
