// Asks for official metrics where their package is too old, and goes on.
import { PeriodicExportingMetricReader, ConsoleMetricExporter } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@otel-native/sdk';

const reader = new PeriodicExportingMetricReader({ exporter: new ConsoleMetricExporter() });
try {
  new NodeSDK({ metricReaders: [reader] }).start();
} catch ({ code, message }) {
  console.log(JSON.stringify({ code, message }));
}
await reader.shutdown().catch(() => undefined);
