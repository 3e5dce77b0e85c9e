/** Reports system metrics through our own meter provider, which reads them natively, and through the official one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import { kObserveNatively } from '@otel-native/api-bridge/observation';
import { SystemMetrics, type SystemMetricsOptions } from '@otel-native/metrics-system';
import {
  AggregationType,
  MeterProvider,
  type AggregationOption,
  type MeterProviderOptions,
} from '@otel-native/native-core/metrics';
import {
  InMemoryMetricExporter,
  AggregationTemporality,
  MeterProvider as OfficialMeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { decodeMetrics } from './support/metrics';

interface Point {
  attributes?: { key: string; value: Record<string, string | number> }[];
  asDouble?: number;
  asInt?: string;
  count?: string;
}

const groups = ['system.memory', 'system.network', 'system.paging', 'system.cpu'] as const;
const kInterface = ': 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n';

let folder: string;
const write = (path: string, content: string) => {
  mkdirSync(dirname(join(folder, 'proc', path)), { recursive: true });
  writeFileSync(join(folder, 'proc', path), content);
};
const options = (): SystemMetricsOptions => ({
  groups: [...groups],
  attributes: ['cpu.logical_number'],
  procPath: join(folder, 'proc'),
  cgroupPath: join(folder, 'cgroup'),
});
const ended: { shutdown(): Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'native-system-metrics-'));
  write('stat', 'cpu 40 0 8 400 0 0 0 0\ncpu0 40 0 8 400 0 0 0 0\nprocesses 7\n');
  write(
    'meminfo',
    'MemTotal: 800 kB\nMemFree: 200 kB\nMemAvailable: 300 kB\nBuffers: 10 kB\nCached: 50 kB\n',
  );
  write('vmstat', 'pgfault 9\npgmajfault 2\npswpin 1\npswpout 0\n');
  write('self/net/dev', `a${kInterface}`);
});
afterEach(async () => {
  for (const part of ended.splice(0)) await part.shutdown();
  rmSync(folder, { recursive: true });
});

/** Starts system metrics. Returns a function that collects them as lines of text. */
function official(temporality = AggregationTemporality.CUMULATIVE): () => Promise<string[]> {
  const exporter = new InMemoryMetricExporter(temporality);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const meterProvider = start(new OfficialMeterProvider({ readers: [reader] }));
  expect(kObserveNatively in meterProvider.getMeter('m')).toBe(false);
  return async () => {
    const { resourceMetrics } = await reader.collect();
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    return metrics
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) =>
          lineOf(descriptor.name, attributes, value as number),
        ),
      )
      .filter(isOfMoment)
      .sort();
  };
}

function native(more: Partial<MeterProviderOptions> = {}, chosen: SystemMetricsOptions = {}) {
  const requests: Uint8Array[] = [];
  const exporter = {
    name: 'test',
    exportOtlp: ({ bytes }: { bytes: Uint8Array }) => {
      requests.push(bytes);
      return Promise.resolve({ status: 'ok' as const });
    },
    shutdown: () => Promise.resolve(),
  };
  const meterProvider = start(new MeterProvider({ ...more, exporter }), chosen);
  expect(kObserveNatively in meterProvider.getMeter('m')).toBe(true);
  const taken = () =>
    requests
      .splice(0)
      .flatMap((bytes) => decodeMetrics(bytes).resourceMetrics)
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .flatMap((metric) => {
        const data = metric['gauge'] ?? metric['sum'] ?? metric['histogram'];
        const { dataPoints } = data as { dataPoints: Point[] };
        return dataPoints.map((point) => lineOf(metric.name, attributesOf(point), valueOf(point)));
      })
      .filter(isOfMoment)
      .sort();
  const collect = async () => {
    await meterProvider.forceFlush();
    return taken();
  };
  return { collect, taken };
}

function start<Provider extends ApiMeterProvider & { shutdown(): Promise<void> }>(
  meterProvider: Provider,
  chosen: SystemMetricsOptions = {},
): Provider {
  const systemMetrics = new SystemMetrics({ ...options(), ...chosen, meterProvider });
  systemMetrics.start();
  // Each of the two reports while the other is stopped.
  ended.push(systemMetrics, meterProvider);
  return meterProvider;
}

const lineOf = (name: string, attributes: object, value: number) =>
  `${name} ${JSON.stringify(Object.entries(attributes).sort())} ${value}`;
const attributesOf = ({ attributes = [] }: Point) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? Number(value.intValue ?? value.doubleValue),
    ]),
  );
const valueOf = ({ asDouble, asInt, count }: Point) => Number(asDouble ?? asInt ?? count);
/** Rates need 100 ms between two readings, which not every test takes. */
const isOfMoment = (line: string) => !line.startsWith('system.cpu.utilization');
const sumsOf = (lines: string[]) => {
  const sums: Record<string, number> = {};
  for (const line of lines) {
    const at = line.lastIndexOf(' ');
    sums[line.slice(0, at)] = (sums[line.slice(0, at)] ?? 0) + Number(line.slice(at));
  }
  return sums;
};
const isNetwork = (line: string) => line.startsWith('system.network');

test('the same points, also while rows come and go', async () => {
  const told: string[][][] = [];
  for (const make of [official, () => native().collect]) {
    const collect = make();
    const collections = [await collect()];
    write('self/net/dev', `b${kInterface}a${kInterface}`);
    await collect();
    collections.push(await collect());
    write('self/net/dev', `b${kInterface}`);
    await collect();
    collections.push((await collect()).filter((line) => isNetwork(line) && line.includes('"b"')));
    told.push(collections);
    write('self/net/dev', `a${kInterface}`);
    for (const part of ended.splice(0)) await part.shutdown();
  }
  expect(told[1]).toEqual(told[0]);
  expect(told[0]![0]!.length).toBeGreaterThan(20);
  expect(told[0]![1]!.filter(isNetwork)).toHaveLength(16);
  expect(told[0]![2]).toHaveLength(8);
});

test('differences add up to the same, while rows come', async () => {
  const told: Record<string, number>[] = [];
  const makes = [
    () => official(AggregationTemporality.DELTA),
    () => native({ export: { temporalityPreference: 'delta' } }).collect,
  ];
  for (const make of makes) {
    const collect = make();
    const collections = [await collect()];
    for (const received of [20, 20, 300]) {
      write('self/net/dev', `b${kInterface}a: ${received} 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n`);
      collections.push(await collect());
    }
    told.push(sumsOf(collections.flat().filter(isNetwork)));
    write('self/net/dev', `a${kInterface}`);
    for (const part of ended.splice(0)) await part.shutdown();
  }
  expect(told[1]).toEqual(told[0]);
  expect(Object.values(told[0]!)).toHaveLength(16);
  expect(Object.values(told[0]!)).toContain(300);
});

test('an interval follows rows at once, and they are told as they are called', async () => {
  const { taken } = native({ export: { intervalMillis: 50, timeoutMillis: 50 } });
  const next = async () => {
    taken();
    let lines: string[] = [];
    while (lines.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      lines = taken();
    }
    // On a busy machine two intervals may have passed.
    return [...new Set(lines.filter(isNetwork))];
  };
  expect(await next()).toHaveLength(8);
  write('self/net/dev', `other${kInterface}a: 5 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n`);
  await next();
  const lines = await next();
  expect(lines).toHaveLength(16);
  expect(
    lines.filter((line) => line.startsWith('system.network.io') && line.includes('"a"')),
  ).toEqual([expect.stringMatching(/receive.* 5$/), expect.stringMatching(/transmit.* 3$/)]);
});

test('what has no rows at the start is told once it has some', async () => {
  write('self/net/dev', `lo${kInterface}`);
  const { collect } = native({}, { groups: ['system.network'] });
  expect(await collect()).toEqual([]);
  write('self/net/dev', `a${kInterface}`);
  await collect();
  expect(await collect()).toHaveLength(8);
});

test('where a view makes a histogram of it, values go through JavaScript', async () => {
  const aggregation: AggregationOption = {
    type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
    options: { boundaries: [1] },
  };
  const { collect } = native({ views: [{ instrumentName: 'system.memory.usage', aggregation }] });
  await collect();
  const lines = await collect();
  expect(lines.filter((line) => line.startsWith('system.memory.usage'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/used.* 2$/)]),
  );
  expect(lines.filter(isNetwork)).toHaveLength(8);
});

test('after stop() nothing is told', async () => {
  const { collect } = native();
  expect(await collect()).not.toEqual([]);
  await ended[0]!.shutdown();
  expect(await collect()).toEqual([]);
});
