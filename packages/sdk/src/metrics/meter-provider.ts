import type { Resource } from '@opentelemetry/resources';
import { resolveProtocol } from 'otlp-settings';
import type { NodeSDKConfiguration } from '../configuration';
import { loadNativeMetrics } from '../lazy-parts.cjs';
import type { OtlpSender } from '../otlp/otlp-sender';
import { metricExportersFromEnvironment } from './environment/metric-exporters';
import { LazyMeterProvider } from './lazy-meter-provider';
import { nativeMetricSender } from './native-metric-sender';
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
 * Creates the meter provider for the configuration and the environment: native for OTLP in protobuf over HTTP, else
 * official. Returns undefined if metrics are switched off.
 * @throws an error with a `code` for an invalid setting or a missing package
 */
export function createMetering(
  { metricReaders, views, attributeLimits, onLoss }: Partial<NodeSDKConfiguration>,
  resource: Resource,
): Metering | undefined {
  if (metricReaders !== undefined) {
    if (metricReaders.length === 0) return undefined;
    const provider = officialMeterProvider(metricReaders, resource, views);
    return { provider, needsEventLoop: true };
  }
  const names = metricExportersFromEnvironment();
  if (names.length === 0) return undefined;
  const { protocol } = resolveProtocol('metrics');
  const isOtlp = names.join() === 'otlp' && protocol === 'http/protobuf';
  const sender = isOtlp ? nativeMetricSender() : undefined;
  if (sender === undefined) {
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
  const make = () => nativeMeterProvider(sender, resource, { views, attributeLimits, onLoss });
  const { needsEventLoop, destination } = sender;
  return { provider: views ? make() : new LazyMeterProvider(make), needsEventLoop, destination };
}

type MeterSettings = {
  [Name in 'views' | 'attributeLimits' | 'onLoss']: NodeSDKConfiguration[Name] | undefined;
};

function nativeMeterProvider(
  sender: OtlpSender,
  resource: Resource,
  { views, attributeLimits, onLoss }: MeterSettings,
): SdkMeterProvider {
  const { MeterProvider } = loadNativeMetrics();
  return new MeterProvider({
    resource,
    exporter: sender.make(),
    ...(views && { views }),
    ...(attributeLimits && { attributeLimits }),
    ...(onLoss && { onLoss }),
  });
}
