import { diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { OtlpLocalExporter, loadError } from '@otel-native/exporter-otlp-local';
import * as nativeCore from '@otel-native/native-core';
import type { NodeSDKConfiguration } from '../configuration';
import {
  metricExportersFromEnvironment,
  metricProtocolFromEnvironment,
  metricsUrlFromEnvironment,
} from './environment/metric-exporters';
import { loadNativeMetrics } from '../lazy-parts.cjs';
import { withoutUrlSecrets } from '../diagnostics/secrets';
import { LazyMeterProvider } from './lazy-meter-provider';
import { officialMeterProvider, officialReader } from './official-metrics';
import type { SdkMeterProvider } from './sdk-meter-provider';

/** A meter provider, and what the end of the process has to know of it. */
export interface Metering {
  provider: SdkMeterProvider;
  /** Whether some exporter works on the JavaScript thread, so that it sends nothing once the event loop has ended. */
  needsEventLoop: boolean;
  /** Where native threads send to; undefined where they do not. */
  destination?: string;
}

/**
 * The meter provider for what configuration and environment name: through the native threads where that is OTLP in protobuf
 * over HTTP without TLS, else the official one. Undefined when metrics go nowhere.
 * @throws an error with a `code` for what is wrong or not installed
 */
export function createMetering(
  { metricReaders, views, onLoss }: Partial<NodeSDKConfiguration>,
  resource: Resource,
): Metering | undefined {
  if (metricReaders !== undefined) {
    if (metricReaders.length === 0) return undefined;
    const provider = officialMeterProvider(metricReaders, resource, views);
    return { provider, needsEventLoop: true };
  }
  const names = metricExportersFromEnvironment();
  if (names.length === 0) return undefined;
  const protocol = metricProtocolFromEnvironment();
  const isNative = names.join() === 'otlp' && protocol === 'http/protobuf' && canBeNative();
  if (!isNative) {
    const make = () =>
      officialMeterProvider(
        names.map((name) => officialReader(name, protocol)),
        resource,
        views,
      );
    // What was not asked for must not fail the start of an application that does not have it.
    const isAskedFor = process.env['OTEL_METRICS_EXPORTER'] !== undefined || views !== undefined;
    return { provider: isAskedFor ? make() : new LazyMeterProvider(make), needsEventLoop: true };
  }
  const make = () => nativeMeterProvider(resource, views, onLoss);
  return {
    provider: views ? make() : new LazyMeterProvider(make),
    needsEventLoop: false,
    destination: withoutUrlSecrets(metricsUrlFromEnvironment() ?? 'http://localhost:4318'),
  };
}

/** Whether native threads can send to this URL; by default that of the environment. */
export function canBeNative(url = metricsUrlFromEnvironment()): boolean {
  if (url !== undefined && URL.parse(url)?.protocol === 'https:') return false;
  const unusable = nativeCore.loadError() ?? loadError();
  if (unusable !== undefined) diag.info('metrics go through the official SDK', unusable);
  return unusable === undefined;
}

function nativeMeterProvider(
  resource: Resource,
  views: NodeSDKConfiguration['views'] | undefined,
  onLoss: NodeSDKConfiguration['onLoss'] | undefined,
): SdkMeterProvider {
  const { MeterProvider } = loadNativeMetrics();
  const exporter = new OtlpLocalExporter({ signals: ['metrics'] });
  return new MeterProvider({
    resource,
    exporter,
    ...(views && { views }),
    ...(onLoss && { onLoss }),
  });
}
