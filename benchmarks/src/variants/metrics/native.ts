import { metrics } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { MeterProvider } from '@otel-native/native-core/metrics';

import type { MetricDriver, MetricDriverOptions } from './driver.ts';

/** Ours: native core and local OTLP exporter. */
export function startDriver(options: MetricDriverOptions): MetricDriver {
  const { exportIntervalMillis: intervalMillis } = options;
  const provider = new MeterProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    exporter: new OtlpLocalExporter({ endpoint: options.endpoint }),
    export: { intervalMillis, timeoutMillis: intervalMillis },
  });
  metrics.setGlobalMeterProvider(provider);
  return { flush: () => provider.forceFlush(), shutdown: () => provider.shutdown() };
}
