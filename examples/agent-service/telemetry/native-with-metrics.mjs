// As native.mjs, and metrics of the process and its event loop: node --import ./telemetry/native-with-metrics.mjs src/service/main.ts
import { metrics } from '@opentelemetry/api';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { SystemMetrics } from '@otel-native/metrics-system';
import { MeterProvider } from '@otel-native/native-core/metrics';

import { telemetry as traces } from './native.mjs';

const intervalMillis = Number(process.env.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000);
const provider = new MeterProvider({
  exporter: new OtlpLocalExporter({ signals: ['metrics'] }),
  export: { intervalMillis, timeoutMillis: intervalMillis },
});
metrics.setGlobalMeterProvider(provider);
new SystemMetrics().start();

/** @type {import('../src/demo/telemetry.ts').Telemetry} */
export const telemetry = {
  spanCounts: traces.spanCounts,
  shutdown: async () => void (await Promise.all([traces.shutdown(), provider.shutdown()])),
};
