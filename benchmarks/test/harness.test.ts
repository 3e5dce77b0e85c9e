import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { parseBenchArguments } from '../src/harness/arguments.ts';
import { runWorker } from '../src/harness/child.ts';
import { startCpuMeter } from '../src/harness/cpu-meter.ts';
import { maxPendingSpans } from '../src/harness/pace.ts';
import { detectPinning } from '../src/harness/pinning.ts';
import { runInterleaved } from '../src/harness/rounds.ts';
import { SliceLoop } from '../src/harness/slice-loop.ts';
import { formatTable } from '../src/harness/table.ts';
import type { Driver } from '../src/variants/driver.ts';

const workerFile = fileURLToPath(new URL('workers/echo.ts', import.meta.url));

test('variants take turns in every round', async () => {
  const order: string[] = [];
  const results = await runInterleaved(['a', 'b'], 2, async (variant, round) => {
    order.push(`${variant}${round}`);
    return round;
  });
  assert.deepEqual(order, ['a1', 'b1', 'a2', 'b2']);
  assert.deepEqual(results, { a: [1, 2], b: [1, 2] });
});

test('the workload never gets further ahead of the exporter than one queue', async () => {
  let made = 0;
  let settled = 0;
  let furthestAhead = 0;
  const loop = new SliceLoop(
    recordingDriver(() => settled),
    3,
    () => {
      made += 3;
      furthestAhead = Math.max(furthestAhead, made - settled);
    },
  );
  // Slower than the workload: 64 spans a millisecond at most.
  const exporter = setInterval(() => (settled = Math.min(made, settled + 64)), 1);
  await loop.run(0, 3_000);
  clearInterval(exporter);
  assert.equal(made, 9_000);
  assert.equal(loop.spansMade, 9_000);
  assert.ok(furthestAhead <= maxPendingSpans, String(furthestAhead));
});

test('every turn runs once and in order, and the event loop runs in between', async () => {
  const turns: number[] = [];
  const seenByLoop = new Set<number>();
  const watch = setInterval(() => seenByLoop.add(turns.length), 0);
  const driver = { ...recordingDriver(() => 0), records: false };
  const loop = new SliceLoop(driver, 3, (turn) => {
    turns.push(turn);
    if (turns.length % 32 === 0) setImmediate(() => seenByLoop.add(turns.length));
  });
  await loop.run(5, 1_005);
  clearInterval(watch);
  assert.deepEqual(
    turns,
    Array.from({ length: 1_000 }, (_, index) => index + 5),
  );
  assert.ok(seenByLoop.size > 5, String(seenByLoop.size));
  assert.equal(loop.spansMade, 0);
});

test('time that an export took inside a turn is not the call’s', async () => {
  let exportMs = 0;
  const driver = { ...recordingDriver(() => 0), synchronousExportMs: () => exportMs };
  const loop = new SliceLoop(driver, 1, () => (exportMs += 1_000));
  assert.ok((await loop.run(0, 1)) < 0);
});

test('where Node cannot tell the CPU of the main thread, Linux does', () => {
  const ofThread = Object.getOwnPropertyDescriptor(process, 'threadCpuUsage');
  Object.defineProperty(process, 'threadCpuUsage', { value: undefined, configurable: true });
  try {
    const read = startCpuMeter();
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user + process.cpuUsage(start).system < 50_000);
    const { mainUs, processUs } = read();
    assert.ok(processUs >= 50_000, String(processUs));
    if (process.platform !== 'linux') assert.equal(mainUs, null);
    else assert.ok(mainUs !== null && mainUs > 20_000 && mainUs < 1e7, String(mainUs));
  } finally {
    if (ofThread) Object.defineProperty(process, 'threadCpuUsage', ofThread);
  }
});

test('a worker gets its task, and no settings of the SDKs from outside', async () => {
  process.env['OTEL_BSP_MAX_QUEUE_SIZE'] = '1';
  const task = { text: 'with "quotes" and spaces', count: 3 };
  const answer = await runWorker(workerFile, task, detectPinning(), 20_000);
  delete process.env['OTEL_BSP_MAX_QUEUE_SIZE'];
  assert.deepEqual(answer, { task, otelSettings: [] });
});

test('a worker that fails fails the run', async () => {
  await assert.rejects(
    runWorker(workerFile, { exitCode: 3 }, detectPinning(), 20_000),
    /exit code 3/,
  );
});

test('reads the command line', () => {
  assert.deepEqual(parseBenchArguments(['span']), {
    caseName: 'span',
    json: false,
    rounds: undefined,
    turns: undefined,
    node: undefined,
    seconds: undefined,
    rate: undefined,
    variants: undefined,
    limit: false,
    together: false,
    budget: 'full',
    load: 'node',
    profile: undefined,
  });
  const argv = ['service', '--json', '--rounds', '3', '--turns=200', '--node', '26'];
  const ofService = ['--seconds', '2', '--rate', '50', '--variants', 'none,native', '--limit'];
  const ofBoth = ['--together', '--budget', 'short', '--load', 'locust', '--profile', 'temp'];
  assert.deepEqual(parseBenchArguments([...argv, ...ofService, ...ofBoth]), {
    caseName: 'service',
    json: true,
    rounds: 3,
    turns: 200,
    node: 26,
    seconds: 2,
    rate: 50,
    variants: ['none', 'native'],
    limit: true,
    together: true,
    budget: 'short',
    load: 'locust',
    profile: 'temp',
  });
});

test('refuses a command line it does not understand', () => {
  assert.throws(() => parseBenchArguments([]), /one case/);
  assert.throws(() => parseBenchArguments(['span', 'llm']), /one case/);
  assert.throws(() => parseBenchArguments(['span', '--rounds', '0']), /--rounds.*"0"/);
  assert.throws(() => parseBenchArguments(['span', '--turns', '1.5']), /--turns.*"1.5"/);
  assert.throws(() => parseBenchArguments(['span', '--runs', '2']), /--runs/);
  assert.throws(() => parseBenchArguments(['span', '--load', 'wrk']), /--load.*"wrk"/);
});

test('aligns columns', () => {
  const table = formatTable([
    ['', 'cpu', 'lost'],
    ['noop', '0.31', '0'],
    ['official', '15.50', '12'],
  ]);
  assert.equal(table, '            cpu  lost\nnoop       0.31     0\nofficial  15.50    12');
});

function recordingDriver(settledSpans: () => number): Driver {
  return {
    records: true,
    settledSpans,
    synchronousExportMs: () => 0,
    flush: async () => {},
    shutdown: async () => {},
  };
}
