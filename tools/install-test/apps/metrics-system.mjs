// System metrics with the official MeterProvider.
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { SystemMetrics } from '@otel-native/metrics-system';

const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() });
const meterProvider = new MeterProvider({ readers: [reader] });
const systemMetrics = new SystemMetrics({ meterProvider, groups: ['process', 'system', 'nodejs'] });
systemMetrics.start();
await meterProvider.forceFlush();
await meterProvider.shutdown();
