import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

import type { MetricDriver, MetricDriverOptions } from './driver.ts';

/** OpenTelemetry JS: the periodic reader, OTLP over HTTP in protobuf. */
export function startDriver(options: MetricDriverOptions): MetricDriver {
  const { exportIntervalMillis } = options;
  const exporter = new OTLPMetricExporter({ url: `${options.endpoint}/v1/metrics` });
  const provider = new MeterProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    readers: [
      new PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis,
        exportTimeoutMillis: exportIntervalMillis,
      }),
    ],
  });
  metrics.setGlobalMeterProvider(provider);
  return { flush: () => provider.forceFlush(), shutdown: () => provider.shutdown() };
}
