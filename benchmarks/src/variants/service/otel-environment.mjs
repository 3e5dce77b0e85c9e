/** The settings of both OpenTelemetry SDKs: traces alone, to the receiver. Everything else is at its default. */

/** @param {import('../driver.ts').DriverOptions} options */
export function setEnvironment({ endpoint, resourceAttributes }) {
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
  process.env['OTEL_RESOURCE_ATTRIBUTES'] = Object.entries(resourceAttributes)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join(',');
  process.env['OTEL_METRICS_EXPORTER'] = 'none';
  process.env['OTEL_LOGS_EXPORTER'] = 'none';
}
