import assert from 'node:assert/strict';
import { createNoopMeter, diag, DiagLogLevel, metrics } from '@opentelemetry/api';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { SystemMetrics, type SystemMetricsOptions } from '@otel-native/metrics-system';
import { collecting, kWindowMillis, ManualReader, sleep } from './support/collecting';
import { version } from '../package.json';
import { container, Tree } from './support/tree';

const codeOf = (options: unknown): unknown => {
  try {
    new SystemMetrics(options as SystemMetricsOptions);
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return 'no error';
};

afterEach(() => {
  metrics.disable();
  diag.disable();
});

test('as an instrumentation it has the version of its package', () => {
  expect(new SystemMetrics().instrumentationVersion).toBe(version);
});

test('by default the process, its container and the runtime are reported, and not the machine', async () => {
  const tree = new Tree(container);
  const { systemMetrics, collect } = collecting(tree);
  systemMetrics.start();
  await sleep(kWindowMillis);
  const { names } = await collect();
  const groups = new Set(names.map((name) => name.split('.')[0]));
  expect([...groups].sort()).toEqual(['container', 'nodejs', 'process', 'v8js']);
  systemMetrics.stop();
  tree.remove();
});

test.each([
  [['process.cpu'], ['process.cpu.time', 'process.cpu.utilization']],
  [['process.uptime'], ['process.uptime']],
  [['nodejs.eventloop.delay.p9'], undefined],
  [['nodejs.eventloop.time', 'v8js.memory.heap.used'], undefined],
] as const)('the groups %j choose metrics by their names', async (groups, expected) => {
  if (groups[0] === 'nodejs.eventloop.delay.p9') {
    expect(codeOf({ groups })).toBe('ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP');
    return;
  }
  const { systemMetrics, collect } = collecting({ groups: groups as never });
  systemMetrics.start();
  await sleep(kWindowMillis);
  expect((await collect()).names).toEqual(expected ?? groups);
  systemMetrics.stop();
});

test('a meter that throws is told through diag, and nothing is left of the start', () => {
  const meter = createNoopMeter();
  const failing = new Proxy(new MeterProvider().getMeter('m'), {
    get: (_, method) =>
      method === 'createHistogram' ? () => assert.fail('no histogram') : Reflect.get(meter, method),
  });
  const error = jest.fn();
  const others = { verbose() {}, debug() {}, info() {}, warn() {} };
  diag.setLogger({ ...others, error }, DiagLogLevel.ERROR);
  const meterProvider = { getMeter: () => failing };
  const systemMetrics = new SystemMetrics({ meterProvider, groups: 'all' });
  expect(() => systemMetrics.start()).not.toThrow();
  expect(error).toHaveBeenCalledTimes(1);
  expect(systemMetrics.getConfig().enabled).toBe(false);
  systemMetrics.stop();
});

test('a container is measured against its limits', async () => {
  const tree = new Tree(container);
  const { systemMetrics, collect } = collecting({ groups: ['process', 'container'], ...tree });
  systemMetrics.start();
  await sleep(kWindowMillis);
  tree.write({ 'cgroup/cpu.stat': 'user_usec 2400000\nsystem_usec 1000000\n' });
  const collection = await collect();
  expect(collection.value('process.memory.utilization')).toBe(0.125);
  expect(collection.value('container.memory.available')).toBe(512 * 1024 * 1024 - 250_000_000);
  expect(collection.value('container.memory.rss')).toBe(100_000_000);
  expect(collection.value('container.cpu.time', { 'cpu.mode': 'user' })).toBe(2.4);
  // 0.4 s of CPU time in somewhat more than 0.12 s.
  expect(collection.value('container.cpu.usage', { 'cpu.mode': 'user' })).toBeGreaterThan(0.1);
  expect(collection.value('container.cpu.usage', { 'cpu.mode': 'user' })).toBeLessThanOrEqual(
    0.4 / 0.1,
  );
  systemMetrics.stop();
  tree.remove();
});

test('what a machine has no values for is absent, and says so', async () => {
  const tree = new Tree({});
  const messages: string[] = [];
  const add = (message: string) => void messages.push(message);
  diag.setLogger(
    { error: add, warn: add, info: add, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true },
  );
  const { systemMetrics, collect } = collecting({
    groups: ['process', 'container', 'system'],
    ...tree,
  });
  systemMetrics.start();
  await sleep(kWindowMillis);
  expect((await collect()).names).toEqual(
    expect.arrayContaining(['process.cpu.time', 'process.cpu.utilization', 'process.uptime']),
  );
  expect((await collect()).names.filter((name) => /^container|memory|disk/.test(name))).toEqual([]);
  expect(systemMetrics.absent).toEqual(
    expect.arrayContaining(['container.cpu.time', 'process.memory.usage', 'system.disk.io']),
  );
  expect(messages).toEqual([expect.stringContaining('container.cpu.time, container.cpu.usage')]);
  systemMetrics.stop();
  expect(systemMetrics.absent).toEqual([]);
  tree.remove();
});

test('each CPU is reported when that is asked for', async () => {
  const groups = ['system.cpu.time'] as const;
  const all = collecting({ groups });
  const each = collecting({ groups, attributes: ['cpu.logical_number'] });
  all.systemMetrics.start();
  each.systemMetrics.start();
  const total = (await all.collect()).value('system.cpu.time', { 'cpu.mode': 'user' })!;
  const points = (await each.collect()).points('system.cpu.time');
  const users = points.filter(({ attributes }) => attributes['cpu.mode'] === 'user');
  expect(users.map(({ attributes }) => attributes['cpu.logical_number'])).toEqual(
    users.map((_, index) => index),
  );
  expect(users.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total, -1);
  all.systemMetrics.stop();
  each.systemMetrics.stop();
});

test('rows that come and go are followed', async () => {
  const heading = 'Filename Type Size Used Priority\n';
  const tree = new Tree({ 'proc/swaps': `${heading}/a file 10 1 0\n` });
  const { systemMetrics, collect } = collecting({ groups: ['system.paging.usage'], ...tree });
  systemMetrics.start();
  const devices = async () =>
    (await collect())
      .points('system.paging.usage')
      .filter(({ attributes }) => attributes['system.paging.state'] === 'used')
      .map(({ attributes, value }) => [attributes['system.device.name'], value]);
  expect(await devices()).toEqual([['/a', 1024]]);
  const many = Array.from({ length: 200 }, (_, i) => `/s${i} file 10 ${i % 10} 0\n`);
  tree.write({ 'proc/swaps': heading + many.join('') });
  expect(await devices()).toEqual(
    expect.arrayContaining([
      ['/s9', 9216],
      ['/s199', 9216],
    ]),
  );
  systemMetrics.stop();
  tree.remove();
});

test('two collections in quick succession do not spoil each other’s rates', async () => {
  const groups = ['process.cpu.utilization', 'nodejs.eventloop'] as const;
  const { systemMetrics, collect } = collecting({ groups });
  systemMetrics.start();
  await sleep(kWindowMillis);
  const [first, second] = [await collect(), await collect()];
  for (const name of ['nodejs.eventloop.delay.p50', 'nodejs.eventloop.utilization'])
    expect(second.value(name)).toBe(first.value(name));
  expect(second.points('process.cpu.utilization').map(({ value }) => value)).toEqual(
    first.points('process.cpu.utilization').map(({ value }) => value),
  );
  systemMetrics.stop();
});

test('several readers may collect at once, and a stop meanwhile does no harm', async () => {
  const { systemMetrics, collect } = collecting({ groups: 'all' });
  systemMetrics.start();
  const collections = await Promise.all([collect(), collect(), collect()]);
  for (const collection of collections) {
    expect(collection.value('process.thread.count')).toBeGreaterThan(0);
    expect(collection.names).toEqual(collections[0].names);
  }
  const last = collect();
  systemMetrics.stop();
  expect((await last).value('process.thread.count')).toBeGreaterThan(0);
});

test('collections of garbage are recorded as they happen', async () => {
  const { systemMetrics, collect } = collecting({ groups: ['v8js.gc'] });
  systemMetrics.start();
  const { runInNewContext } = await import('node:vm');
  (await import('node:v8')).setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  collectGarbage();
  for (let count = 0; count === 0; await sleep(10)) {
    const points = (await collect()).points('v8js.gc.duration') as never as {
      value: { count: number; sum: number; buckets: { boundaries: number[] } };
      attributes: object;
    }[];
    const major = points.find((point) => JSON.stringify(point.attributes).includes('major'));
    count = major?.value.count ?? 0;
    if (major === undefined) continue;
    expect(major.attributes).toEqual({ 'v8js.gc.type': 'major' });
    expect(major.value.sum).toBeGreaterThan(0);
    expect(major.value.buckets.boundaries).toEqual([0.01, 0.1, 1, 10]);
  }
  systemMetrics.stop();
});

test('after stop() nothing is observed, and it starts again', async () => {
  const { systemMetrics, collect } = collecting({ groups: 'all' });
  systemMetrics.start();
  systemMetrics.start();
  await sleep(kWindowMillis);
  const running = (await collect()).points('process.cpu.time').length;
  systemMetrics.stop();
  systemMetrics.stop();
  const cpuTime = (await collect()).value('process.cpu.time', { 'cpu.mode': 'user' });
  await sleep(20);
  // The official SDK repeats the last value of a series that is no longer observed.
  expect((await collect()).value('process.cpu.time', { 'cpu.mode': 'user' })).toBe(cpuTime);
  systemMetrics.start();
  expect(running).toBe(2);
  expect((await collect()).value('process.cpu.time', { 'cpu.mode': 'user' })).toBeGreaterThan(
    cpuTime!,
  );
  systemMetrics.stop();
});

test('it is an instrumentation to who wants one', async () => {
  const reader = new ManualReader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  const systemMetrics = new SystemMetrics({ groups: ['process.uptime'] });
  const disable = registerInstrumentations({ instrumentations: [systemMetrics] });
  expect(systemMetrics.getConfig().enabled).toBe(false);
  const disableToo = registerInstrumentations({ instrumentations: [systemMetrics], meterProvider });
  expect(systemMetrics.getConfig().enabled).toBe(true);
  const { resourceMetrics } = await reader.collect();
  expect(resourceMetrics.scopeMetrics[0]?.scope.name).toBe('@otel-native/metrics-system');
  expect(resourceMetrics.scopeMetrics[0]?.metrics[0]?.descriptor.name).toBe('process.uptime');
  disableToo();
  disable();
  expect(systemMetrics.getConfig().enabled).toBe(false);
});

test('it moves to another provider', async () => {
  const first = collecting({ groups: ['process.uptime'] });
  first.systemMetrics.start();
  const reader = new ManualReader();
  first.systemMetrics.setMeterProvider(new MeterProvider({ readers: [reader] }));
  const { resourceMetrics } = await reader.collect();
  expect(resourceMetrics.scopeMetrics[0]?.metrics).toHaveLength(1);
  first.systemMetrics.stop();
});

test('without a provider it warns, and starts once there is one', async () => {
  const warn = jest.fn();
  diag.setLogger({ error: warn, warn, info: warn, debug: () => {}, verbose: () => {} });
  warn.mockClear();
  const systemMetrics = new SystemMetrics({ groups: ['process.uptime'] });
  systemMetrics.start();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('go nowhere'));
  expect(metrics.getMeterProvider().getMeter('x')).toBe(createNoopMeter());
  const reader = new ManualReader();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  systemMetrics.start();
  expect((await reader.collect()).resourceMetrics.scopeMetrics).toHaveLength(1);
  systemMetrics.stop();
});

test.each([
  [{ groups: ['process', 'sytem'] }, 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'],
  [{ groups: [''] }, 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'],
  [{ groups: ['process.'] }, 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'],
  [{ groups: ['toString'] }, 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'],
  [{ groups: 'process' }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ groups: [1] }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ groups: null }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ attributes: ['cpu.mode'] }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ eventLoopResolutionMillis: 0 }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ eventLoopResolutionMillis: 1.5 }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ eventLoopResolutionMillis: 2 ** 31 }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ eventLoopResolutionMillis: '10' }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ procPath: 'proc' }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ cgroupPath: '/a\0b' }, 'ERR_OTEL_NATIVE_INVALID_OPTION'],
  [{ groups: [] }, 'no error'],
  [{ groups: undefined, procPath: undefined }, 'no error'],
])('options %j: %s', (options, code) => {
  expect(codeOf(options)).toBe(code);
});

test.each(
  Object.entries({
    meterProvider: {},
    groups: 'process',
    attributes: ['cpu.mode'],
    eventLoopResolutionMillis: 1e300,
    procPath: 5,
    cgroupPath: '',
  } satisfies Record<keyof Required<SystemMetricsOptions>, unknown>),
)('%s: %p is an error that names it', (name, value) => {
  expect(codeOf({ [name]: value })).toBe('ERR_OTEL_NATIVE_INVALID_OPTION');
  expect(() => new SystemMetrics({ [name]: value })).toThrow(new RegExp(`^${name} is `));
});

test('the error of a wrong group names it and the right ones', () => {
  expect(() => new SystemMetrics({ groups: ['sytem'] as never })).toThrow(
    /no system metrics are called "sytem": .*"system.cpu"/,
  );
});
