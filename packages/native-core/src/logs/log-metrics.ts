import type { Counter, MeterProvider } from '@opentelemetry/api';

/**
 * The metric of a provider about its log records.
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/#log-metrics
 */
export class LogMetrics {
  readonly #created: Counter;

  constructor(meterProvider: MeterProvider) {
    const meter = meterProvider.getMeter('@otel-native/native-core');
    this.#created = meter.createCounter('otel.sdk.log.created', {
      unit: '{log_record}',
      description: 'The number of log records submitted to enabled loggers.',
    });
  }

  created(): void {
    this.#created.add(1);
  }
}
