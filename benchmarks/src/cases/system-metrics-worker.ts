/**
 * The process under test of case `system-metrics`: one variant, one round. Takes a {@link SystemMetricsTask} as JSON in its first
 * argument and prints {@link SystemMetricsWork} as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { summarise } from '../harness/statistics.ts';
import type { SystemMetricsVariant } from './system-metrics.ts';

export interface SystemMetricsTask {
  readonly variant: SystemMetricsVariant;
  /** Measured collections. */
  readonly collections: number;
}

export interface SystemMetricsWork {
  /** Milliseconds of wall time that loading and starting took, and what the resident set grew by. */
  readonly loadMs: number;
  readonly loadBytes: number;
  /** Data points of the last collection. */
  readonly points: number;
  /** Microseconds of CPU of a collection, the SDK's part included: the median. */
  readonly mainUs: number | null;
  readonly processUs: number;
}

/** Between two collections: so that each finds the caches as other work left them. */
const kPauseMs = 20;

class Reader extends MetricReader {
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

const task = JSON.parse(process.argv[2] ?? '') as SystemMetricsTask;
const reader = new Reader();
const meterProvider = new MeterProvider({ readers: [reader] });

const rssBefore = process.memoryUsage.rss();
const startedMs = performance.now();
await start(task.variant);
const loadMs = performance.now() - startedMs;
const loadBytes = process.memoryUsage.rss() - rssBefore;

await collect(Math.ceil(task.collections / 4));
const work: SystemMetricsWork = { loadMs, loadBytes, ...(await collect(task.collections)) };
console.log(JSON.stringify(work));
process.exit();

async function start(variant: SystemMetricsVariant): Promise<void> {
  if (variant === 'none') return;
  if (variant === 'official') {
    const { HostMetrics } = await import('@opentelemetry/host-metrics');
    new HostMetrics({ meterProvider }).start();
    return;
  }
  const { SystemMetrics } = await import('@otel-native/metrics-system');
  // What the official package has, or everything there is.
  const same = [
    'system.cpu',
    'system.memory',
    'system.network',
    'process.cpu',
    'process.memory.usage',
  ];
  const groups = variant === 'native' ? 'all' : (same as ['system.cpu']);
  new SystemMetrics({
    meterProvider,
    groups,
    attributes: variant === 'native' ? [] : ['cpu.logical_number'],
  }).start();
}

async function collect(times: number) {
  let points = 0;
  const uses: CpuUse[] = [];
  for (let i = 0; i < times; i++) {
    await sleep(kPauseMs);
    const stop = startCpuMeter();
    const { resourceMetrics } = await reader.collect();
    uses.push(stop());
    points = resourceMetrics.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
  }
  return {
    points,
    mainUs: summarise(uses.map(({ mainUs }) => mainUs))?.median ?? null,
    processUs: summarise(uses.map(({ processUs }) => processUs))?.median ?? NaN,
  };
}
