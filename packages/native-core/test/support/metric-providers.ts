import type { OtlpBatch, OtlpSink, OtlpSinkResult } from '@otel-native/api-bridge';
import { MeterProvider, type MeterProviderOptions } from '@otel-native/native-core/metrics';
import { shutDownAfterTest } from './after-test';
import { metricPoints, type MetricPoint } from './metric-points';

/** Keeps the data points of each batch that it answers with ok. */
export class MetricSink implements OtlpSink {
  readonly name = 'metric sink';
  readonly batches: MetricPoint[][] = [];
  readonly signals: string[] = [];
  answer: () => OtlpSinkResult = () => ({ status: 'ok' });

  async exportOtlp({ bytes, signal, itemCount }: OtlpBatch): Promise<OtlpSinkResult> {
    const result = this.answer();
    if (result.status !== 'ok') return result;
    const points = metricPoints(bytes);
    expect(points).toHaveLength(itemCount);
    this.batches.push(points);
    this.signals.push(signal);
    return result;
  }
  async shutdown(): Promise<void> {}

  /** The last batch as `metric {attributes}: value`. */
  last(): string[] {
    return (this.batches.at(-1) ?? []).map(
      ({ metric, attributes, value }) => `${metric} ${JSON.stringify(attributes)}: ${value}`,
    );
  }
}

/** A provider that only collects when it is flushed, and is shut down after its test. */
export function makeMeterProvider(
  exporter: MetricSink,
  options: Omit<MeterProviderOptions, 'exporter'> = {},
): MeterProvider {
  return shutDownAfterTest(new MeterProvider({ ...options, exporter }));
}
