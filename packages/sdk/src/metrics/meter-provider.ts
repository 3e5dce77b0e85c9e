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

/** A meter provider, with what the end of the process needs to know about it. */
export interface Metering {
  provider: SdkMeterProvider;
  /** Whether an exporter runs on the JavaScript thread, which sends nothing after the event loop has ended. */
  needsEventLoop: boolean;
  /** The destination of the native threads; undefined if they send nothing. */
  destination?: string;
}

/**
 * Creates the meter provider for the configuration and the environment: native for OTLP in protobuf over HTTP without
 * TLS, else official. Returns undefined if metrics are switched off.
 * @throws an error with a `code` for an invalid setting or a missing package
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
    // Metrics are on by default: if nobody asked for them, a missing package must not fail the start.
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

/** Whether native threads can send to this URL. Default: the URL from the environment. */
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
