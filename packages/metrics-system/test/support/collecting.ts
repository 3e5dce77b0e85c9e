import { SystemMetrics, type SystemMetricsOptions } from '@otel-native/metrics-system';
import {
  AggregationTemporality,
  MeterProvider,
  MetricReader,
  type MetricData,
} from '@opentelemetry/sdk-metrics';

/** A reader that collects when the test calls it. */
export class ManualReader extends MetricReader {
  override selectAggregationTemporality(): AggregationTemporality {
    return AggregationTemporality.CUMULATIVE;
  }
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** Long enough for a rate. */
export const kWindowMillis = 120;

export const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** System metrics with the official SDK. */
export function collecting(options: SystemMetricsOptions = {}) {
  const reader = new ManualReader();
  const provider = new MeterProvider({ readers: [reader] });
  const systemMetrics = new SystemMetrics({ meterProvider: provider, ...options });
  return {
    systemMetrics,
    reader,
    provider,
    collect: async () => new Collection((await collectAll(reader)) ?? []),
  };
}

async function collectAll(reader: ManualReader): Promise<MetricData[] | undefined> {
  const { resourceMetrics, errors } = await reader.collect();
  expect(errors).toEqual([]);
  return resourceMetrics.scopeMetrics[0]?.metrics;
}

/** The result of one collection. */
export class Collection {
  readonly metrics: MetricData[];

  constructor(metrics: MetricData[]) {
    this.metrics = metrics;
  }

  get names(): string[] {
    return this.metrics.map(({ descriptor }) => descriptor.name).sort();
  }

  points(name: string): { value: number; attributes: Record<string, unknown> }[] {
    const metric = this.metrics.find(({ descriptor }) => descriptor.name === name);
    return (metric?.dataPoints ?? []) as never;
  }

  /** Returns the value of the only point with these attributes (it may have more). */
  value(name: string, attributes: Record<string, unknown> = {}): number | undefined {
    const found = this.points(name).filter((point) =>
      Object.entries(attributes).every(([key, value]) => point.attributes[key] === value),
    );
    expect(found.length).toBeLessThan(2);
    return found[0]?.value;
  }
}
