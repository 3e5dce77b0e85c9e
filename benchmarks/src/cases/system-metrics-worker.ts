/**
 * The process under test of case `system-metrics`: one variant, one round. Takes a {@link SystemMetricsTask} as JSON in its first
 * argument and prints {@link SystemMetricsWork} as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

import { startCpuMeter } from '../harness/cpu-meter.ts';
import type {
  SystemMetricsTask,
  SystemMetricsVariant,
  SystemMetricsWork,
} from './system-metrics-task.ts';

/** Between two collections: so that each finds the caches as other work left them, and is no repetition of the last one. */
const kPauseMs = 110;
/** Not counted: they make the series. */
const kFirstCollections = 5;

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

/** An SDK, and how many data points a collection of it gives. */
interface Sdk {
  readonly meterProvider: ApiMeterProvider;
  readonly collect: () => Promise<() => number>;
}

const task = JSON.parse(process.argv[2] ?? '') as SystemMetricsTask;
const isAllNative = task.variant === 'all-native' || task.variant === 'none-native';
const { meterProvider, collect: collectOnce } = isAllNative ? await nativeSdk() : officialSdk();

// What the SDK does for any callback at all is not the cost of these metrics: an application has one already.
meterProvider
  .getMeter('application')
  .createObservableGauge('queue.length')
  .addCallback((result) => result.observe(1));
const rssBefore = process.memoryUsage.rss();
const startedMs = performance.now();
await start(task.variant);
const loadMs = performance.now() - startedMs;
const loadBytes = process.memoryUsage.rss() - rssBefore;

await collect(Math.ceil(task.collections / 4));
const work: SystemMetricsWork = { loadMs, loadBytes, ...(await collect(task.collections)) };
console.log(JSON.stringify(work));
process.exit();

function officialSdk(): Sdk {
  const reader = new Reader();
  return {
    meterProvider: new MeterProvider({ readers: [reader] }),
    collect: async () => {
      const { resourceMetrics } = await reader.collect();
      const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
      return () => metrics.reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
    },
  };
}

/** What `@otel-native/sdk` composes; each collection is encoded, and given to nobody. */
async function nativeSdk(): Promise<Sdk> {
  const { MeterProvider: NativeMeterProvider } = await import('@otel-native/native-core/metrics');
  let points = 0;
  const meterProvider = new NativeMeterProvider({
    exporter: {
      name: 'nowhere',
      exportOtlp: ({ itemCount }) => {
        points = itemCount;
        return Promise.resolve({ status: 'ok' });
      },
      shutdown: () => Promise.resolve(),
    },
    export: { intervalMillis: 600_000 },
  });
  return {
    meterProvider,
    collect: async () => {
      await meterProvider.forceFlush();
      return () => points;
    },
  };
}

async function start(variant: SystemMetricsVariant): Promise<void> {
  if (variant === 'none' || variant === 'none-native') return;
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
  const isSame = variant === 'same';
  new SystemMetrics({
    meterProvider,
    groups: isSame ? (same as ['system.cpu']) : 'all',
    attributes: isSame ? ['cpu.logical_number'] : [],
  }).start();
}

/**
 * All collections of a run in one interval, waiting included, which the variant `none` has as well: the kernel brings the clock of a
 * thread up to date at ticks only, so that one collection alone could read as nothing.
 */
async function collect(times: number) {
  for (let i = 0; i < kFirstCollections; i++) await collectOnce();
  const stop = startCpuMeter();
  let points = () => 0;
  for (let i = 0; i < times; i++) {
    await sleep(kPauseMs);
    points = await collectOnce();
  }
  const { mainUs, processUs } = stop();
  return {
    points: points(),
    mainUs: mainUs === null ? null : mainUs / times,
    processUs: processUs / times,
  };
}
