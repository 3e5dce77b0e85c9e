/**
 * The process under test of case `system-metrics`: one variant, one round. Takes a {@link SystemMetricsTask} as JSON in its first
 * argument and prints {@link SystemMetricsWork} as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

import { startCpuMeter } from '../harness/cpu-meter.ts';
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
  /** Microseconds of CPU of a collection, the SDK's part and the wait for the next one included. */
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

/**
 * All collections of a run in one interval, waiting included, which the variant `none` has as well: the kernel brings the clock of a
 * thread up to date at ticks only, so that one collection alone could read as nothing.
 */
async function collect(times: number) {
  const stop = startCpuMeter();
  let collected = await reader.collect();
  for (let i = 1; i < times; i++) {
    await sleep(kPauseMs);
    collected = await reader.collect();
  }
  const { mainUs, processUs } = stop();
  const metrics = collected.resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return {
    points: metrics.reduce((sum, { dataPoints }) => sum + dataPoints.length, 0),
    mainUs: mainUs === null ? null : mainUs / times,
    processUs: processUs / times,
  };
}
