import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { metricPoints, type MetricPoint } from './support/metric-points';
import { runProgram } from './support/run-child';

const kPromptMillis = 10_000;

/** What came to each path. */
let requests: { path: string; body: Buffer }[];
let server: Server;
let changed: () => void;

beforeEach(async () => {
  requests = [];
  changed = () => {};
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ path: request.url!, body: Buffer.concat(chunks) });
      response.writeHead(200).end();
      changed();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function environment(variables: Record<string, string>): Record<string, string> {
  const { port } = server.address() as AddressInfo;
  return { ENDPOINT: `http://127.0.0.1:${port}`, ...variables };
}

function points(): MetricPoint[] {
  return requests
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => metricPoints(body));
}

/** The highest value of the counter for each set of attributes. */
function counters(): Map<string, number> {
  const highest = new Map<string, number>();
  for (const { metric, attributes, value } of points()) {
    if (metric === 'counter') highest.set(JSON.stringify(attributes), value);
  }
  return highest;
}

describe('however the process ends, what was recorded arrives', () => {
  test.each<[string, number]>([
    ['exit', 0],
    ['exitCode', 7],
    ['normal', 0],
    ['throw', 1],
    ['rejection', 1],
    ['exitWhileFlushing', 0],
    ['shutdown', 0],
  ])('%s: exit code %d', async (WAY, code) => {
    const result = await runProgram('metrics.mjs', { environment: environment({ WAY }) });
    expect(result).toMatchObject({ code, signal: null });
    expect(counters()).toEqual(new Map([['{"from":"main"}', 200]]));
    // Callbacks run where there is still time for them.
    const gauges = points().filter(({ metric }) => metric === 'gauge');
    if (WAY === 'shutdown') expect(gauges).toHaveLength(1);
  });
});

test('a provider that the application flushes before the process is killed', async () => {
  const result = await runProgram('metrics.mjs', {
    environment: environment({ WAY: 'flushAndKill' }),
  });
  expect(result).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  expect(counters()).toEqual(new Map([['{"from":"main"}', 200]]));
});

describe('worker threads tell their own series', () => {
  test.each(['exit', 'throw', 'terminate', 'shutdown'])('%s', async (WAY) => {
    const arrived = new Promise<void>((resolve) => {
      changed = () => {
        if ([...counters().keys()].filter((key) => key.includes('worker')).length === 3) resolve();
      };
    });
    const program = runProgram('metrics.mjs', {
      environment: environment({ WAY, WORKERS: '3' }),
      until: arrived,
    });
    const result = await program;
    expect(result).toMatchObject({ code: 0, signal: null });
    const workers = points().filter(({ attributes }) => attributes.from === 'worker');
    expect(new Set(workers.map(({ attributes }) => attributes['thread.id'])).size).toBe(3);
    for (const [key, value] of counters()) {
      expect(value).toBe(200);
      expect(key.includes('thread.id')).toBe(key.includes('worker'));
    }
  });
});

/** Node's options for a process in which no module of WebAssembly can be made. */
const kNoCompiling = [
  '--import',
  'data:text/javascript,WebAssembly.Module=class{constructor(){throw new Error()}}',
];

describe('each measurement counts in one interval', () => {
  test.each<[string, { providers?: number; nodeOptions?: string[]; webAssembly: string }]>([
    ['as usual', { webAssembly: 'object' }],
    ['without WebAssembly', { nodeOptions: ['--jitless'], webAssembly: 'undefined' }],
    ['where WebAssembly may not be compiled', { nodeOptions: kNoCompiling, webAssembly: 'object' }],
    ['after so many providers that their page is full', { providers: 520, webAssembly: 'object' }],
  ])('%s', async (_, { providers = 1, nodeOptions = [], webAssembly }) => {
    const result = await runProgram('metric-intervals.mjs', {
      environment: environment({ PROVIDERS: String(providers) }),
      nodeOptions,
    });
    expect(result).toMatchObject({ code: 0, stdout: `${webAssembly}\n` });
    const values = points().flatMap(({ metric, value }) => (metric === 'counter' ? [value] : []));
    expect(values.length).toBeGreaterThan(1);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(500_000);
  });
});

describe('threads, and two copies of the package in each, record until their provider has shut down', () => {
  // Less than a memory of WebAssembly reserves.
  const kFourGiB = 4_194_304;
  test.each<[string, { workers: number; nodeOptions?: string[]; maxAddressKiB?: number }]>([
    ['20 threads', { workers: 20 }],
    ['without WebAssembly', { workers: 4, nodeOptions: ['--jitless'] }],
    ['without a handler of traps', { workers: 4, nodeOptions: ['--disable-wasm-trap-handler'] }],
    ['in 4 GB of address space', { workers: 2, maxAddressKiB: kFourGiB }],
  ])('%s', async (_, { workers, nodeOptions, maxAddressKiB }) => {
    const variables = environment({ WORKERS: String(workers) });
    const result = await runProgram('recordings.mjs', {
      environment: variables,
      ...(nodeOptions && { nodeOptions }),
      ...(maxAddressKiB !== undefined && { maxAddressKiB }),
    });
    const recorded = (workers + 1) * 20_000;
    // V8 of Node 22 warns that `--jitless` leaves no WebAssembly.
    const stderr = result.stderr.replace(/^Warning: disabling flag --expose_wasm .*\n/, '');
    const expected = { code: 0, signal: null, stdout: `${recorded}\n`, stderr: '' };
    expect({ ...result, stderr }).toEqual(expected);
    const values = points().flatMap(({ metric, value }) => (metric === 'counter' ? [value] : []));
    const sum = values.reduce((total, value) => total + value, 0);
    // What is recorded during the shutdown may still count; what is recorded after it may not.
    expect(sum).toBeGreaterThanOrEqual(recorded);
    expect(sum).toBeLessThanOrEqual(recorded + (workers + 1) * 5_000);
  });
});

test('ESM, CommonJS and traces in one process', async () => {
  const result = await runProgram('metrics-loaded-twice.mjs', { environment: environment({}) });
  expect(result).toEqual({ code: 0, signal: null, stdout: 'false\n', stderr: '' });
  expect(points().filter(({ metric }) => metric === 'c')).toHaveLength(2);
  expect(requests.filter(({ path }) => path === '/v1/traces')).toHaveLength(1);
});

test('neither an interval nor a callback that never answers keeps the process alive', async () => {
  const begin = performance.now();
  const result = await runProgram('metrics-idle.mjs', { environment: environment({}) });
  expect(result).toMatchObject({ code: 0, signal: null, stdout: 'done\n' });
  expect(performance.now() - begin).toBeLessThan(kPromptMillis);
});

test('a Collector that is down: the process ends soon and says what was lost', async () => {
  const variables = environment({ WAY: 'exit' });
  server.close();
  await once(server, 'close');
  const begin = performance.now();
  const result = await runProgram('metrics.mjs', { environment: variables });
  expect(result.code).toBe(0);
  expect(result.stderr).toContain('1 data points were not exported before the process exited');
  expect(performance.now() - begin).toBeLessThan(kPromptMillis);
});

test.each([
  ['measures', 'points were not exported before the process exited'],
  ['measures nothing', ''],
])('a JavaScript exporter that was told everything; then the process %s', async (WAY, stderr) => {
  const result = await runProgram('metrics-sink-exit.mjs', { environment: environment({ WAY }) });
  expect(result.code).toBe(0);
  if (stderr === '') expect(result.stderr).toBe('');
  else expect(result.stderr).toContain(stderr);
});
