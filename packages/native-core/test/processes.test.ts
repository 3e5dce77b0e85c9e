import { Receiver } from './support/receiver';
import { runProgram, type ChildResult } from './support/run-child';

/** A promise that bounds a test must be far above what is measured: the machine may be busy. */
const kPromptMillis = 10_000;

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

function toReceiver(environment: Record<string, string> = {}) {
  return { environment: { ENDPOINT: receiver.endpoint, ...environment } };
}

describe('however the process ends, all spans arrive', () => {
  const ways: [way: string, code: number, stderr: string][] = [
    ['exit', 0, ''],
    ['exitCode', 7, ''],
    ['normal', 0, ''],
    ['throw', 1, 'uncaught'],
    ['throwLater', 1, 'uncaught'],
    ['rejection', 1, 'unhandled'],
    ['exitWhileFlushing', 0, ''],
    ['exitWhileShuttingDown', 0, ''],
    ['exitInExit', 3, ''],
  ];

  test.each(ways)('%s: exit code %d', async (way, code, stderr) => {
    const result = await runProgram('end.mjs', toReceiver({ WAY: way }));
    expect(receiver.counts()).toEqual({ span: 200 });
    expect(result).toMatchObject({ code, signal: null });
    if (stderr === '') expect(result.stderr).toBe('');
    else expect(result.stderr).toContain(stderr);
  });
});

test('a provider that the application flushes before the process is killed', async () => {
  const result = await runProgram('end.mjs', toReceiver({ WAY: 'flushAndKill' }));
  expect(result).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  expect(receiver.counts()).toEqual({ span: 200 });
});

test('an idle provider does not keep the process alive', async () => {
  const result = await runProgram('idle.mjs', toReceiver());
  expect(result).toEqual({ code: 0, signal: null, stdout: 'flushed\n', stderr: '' });
  expect(receiver.counts()).toEqual({ span: 1 });
});

describe('a process that cannot send', () => {
  async function timed(run: Promise<ChildResult>): Promise<ChildResult & { millis: number }> {
    const begin = performance.now();
    return { ...(await run), millis: performance.now() - begin };
  }

  test('a Collector that is down: ends soon and says how many spans were lost', async () => {
    const { endpoint } = receiver;
    await receiver.stop();
    const environment = { ENDPOINT: endpoint, WAY: 'exit' };
    const result = await timed(runProgram('end.mjs', { environment }));
    receiver = await Receiver.start();
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('200 spans were not exported before the process exited');
    expect(result.millis).toBeLessThan(kPromptMillis);
  });

  test('a Collector that never answers: ends after exitTimeoutMillis and says so', async () => {
    const silent = await Receiver.start({ answers: false });
    const environment = { ENDPOINT: silent.endpoint, WAY: 'exit' };
    const result = await timed(runProgram('end.mjs', { environment }));
    await silent.stop();
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('200 spans were not exported before the process exited');
    expect(result.millis).toBeLessThan(kPromptMillis);
  });

  test('a JavaScript exporter at exit: says how many spans were lost', async () => {
    const result = await timed(runProgram('sink-exit.mjs', toReceiver()));
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('5 spans were not exported before the process exited');
    expect(result.millis).toBeLessThan(kPromptMillis);
  });

  test('a JavaScript exporter whose worker thread is terminated: says how many spans were lost', async () => {
    const result = await timed(runProgram('sink-worker.mjs', toReceiver()));
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/5 spans of a thread that has ended were not exported/);
    expect(result.millis).toBeLessThan(kPromptMillis);
  });

  test('worker threads that are terminated at any moment do not end the process', async () => {
    const { code, signal } = await runProgram('worker-terminations.mjs', toReceiver());
    expect([code, signal]).toEqual([0, null]);
  });

  test('a flush that nobody answers does not keep the process alive', async () => {
    const result = await timed(runProgram('flush-in-vain.mjs', toReceiver()));
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('did not complete within 50 ms');
    expect(result.stderr).toContain('5 spans were not exported before the process exited');
    expect(result.millis).toBeLessThan(kPromptMillis);
  });
});

describe('worker threads: all spans of four workers and of the main thread arrive', () => {
  test.each(['shutdown', 'normal', 'exit', 'throw'])('workers end by: %s', async (way) => {
    const result = await runProgram('workers.mjs', toReceiver({ WAY: way }));
    expect(receiver.counts()).toEqual({ 'worker span': 4_000, 'main span': 20 });
    expect(result).toMatchObject({ code: 0, signal: null });
    expect(result.stdout).toContain('workers ended');
  });

  test('workers that are terminated', async () => {
    const until = receiver.arrived(4_020);
    const result = await runProgram('workers.mjs', { ...toReceiver({ WAY: 'terminate' }), until });
    expect(receiver.counts()).toEqual({ 'worker span': 4_000, 'main span': 20 });
    expect(result).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});

describe('the process exits while workers are at work: what they ended before arrives', () => {
  test.each(['running', 'terminated'])('workers that are %s', async (way) => {
    const result = await runProgram('exit-with-workers.mjs', toReceiver({ WAY: way }));
    expect(receiver.counts()).toEqual({ 'worker span': 2_000, 'main span': 10 });
    expect(result).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });

  test('with a Collector that is down: it is said where logs are wanted', async () => {
    const { endpoint } = receiver;
    await receiver.stop();
    const environment = { ENDPOINT: endpoint, WAY: 'running', OTEL_LOG_LEVEL: 'warn' };
    const result = await runProgram('exit-with-workers.mjs', { environment });
    receiver = await Receiver.start();
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('10 spans were not exported before the process exited');
    expect(result.stderr).toContain('2000 spans of threads that had ended were not exported');
  });
});

test('spans that end in a later listener of the exit arrive', async () => {
  const result = await runProgram('end.mjs', toReceiver({ WAY: 'endInExit' }));
  expect(result).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  expect(receiver.counts()).toEqual({ span: 200, late: 3 });
});

describe('spans that are open when the process exits', () => {
  const kMark = ['otel_native.unfinished', { bool: true }];
  function arrived(): unknown[] {
    return receiver.spans().map(({ name, attributes }) => [name, ...attributes]);
  }

  test.each(['exit', 'throw', 'normal'])('%s: they are exported when asked', async (way) => {
    const result = await runProgram('open-spans.mjs', toReceiver({ WAY: way, OPTION: 'true' }));
    expect(result.code).toBe(way === 'throw' ? 1 : 0);
    expect(arrived()).toEqual([
      ['finished'],
      ['inner', kMark],
      ['outer', ['kept', { string: 'yes' }], kMark],
    ]);
  });

  test('else they are not', async () => {
    await runProgram('open-spans.mjs', toReceiver({ WAY: 'exit' }));
    expect(arrived()).toEqual([['finished']]);
  });

  test('after a shutdown they are not either', async () => {
    await runProgram('open-spans.mjs', toReceiver({ WAY: 'shutdown', OPTION: 'true' }));
    expect(arrived()).toEqual([['finished']]);
  });
});

test('the package as ESM, as CommonJS and as a copy with its own binary, in one process', async () => {
  const result = await runProgram('loaded-twice.mjs', toReceiver());
  expect(result).toEqual({ code: 0, signal: null, stdout: '3\n', stderr: '' });
  expect(receiver.counts()).toEqual({ esm: 100, cjs: 100, copy: 100 });
});

test('providers and tracers that become garbage', async () => {
  const nodeOptions = ['--expose-gc'];
  const result = await runProgram('providers.mjs', { ...toReceiver(), nodeOptions });
  expect(result).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(receiver.counts()).toEqual({
    'of a provider that was shut down': 100,
    'of one of 1,000 tracers': 1_000,
    'of a provider that nobody holds': 5,
  });
  const scopes = new Set(receiver.spans().map(({ scope }) => scope.name));
  expect(scopes.size).toBe(1_001);
});

test('terminated workers leave no more waiting together than one provider may', async () => {
  // Never answers, and is there: what waits for it is kept.
  const receiver = await Receiver.start({ answers: false });
  const environment = { ENDPOINT: receiver.endpoint, OTEL_NATIVE_EXIT_TIMEOUT: '100' };
  const { stdout } = await runProgram('workers-share.mjs', { environment });
  await receiver.stop();
  const left = JSON.parse(stdout) as number[];
  const sum = left.reduce((total, bytes) => total + bytes, 0);
  // The first may fill it; of the others each has the one request that the exporter is to get.
  expect(left[0]).toBeGreaterThan(200_000);
  expect(sum).toBeLessThan(400_000 + 4 * 55_000);
});

describe('OTEL_BSP_* variables and OTEL_NATIVE_EXIT_TIMEOUT', () => {
  const rows: [Record<string, string>, options: object, sizes: number[], warning: string][] = [
    [{}, {}, [10], ''],
    [{ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4' }, { maxExportBatchSize: 4 }, [4, 4, 2], ''],
    [
      {
        OTEL_BSP_SCHEDULE_DELAY: '100',
        OTEL_BSP_EXPORT_TIMEOUT: '200',
        OTEL_BSP_MAX_QUEUE_SIZE: '300',
      },
      { scheduledDelayMillis: 100, exportTimeoutMillis: 200, maxQueueSize: 300 },
      [10],
      'maxExportBatchSize (512) is larger than maxQueueSize, using 300',
    ],
    [
      { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '0' },
      {},
      [10],
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE (0) is invalid',
    ],
    [{ OTEL_BSP_SCHEDULE_DELAY: '-1' }, {}, [10], 'OTEL_BSP_SCHEDULE_DELAY (-1) is invalid'],
    [{ OTEL_BSP_MAX_QUEUE_SIZE: 'many' }, {}, [10], 'OTEL_BSP_MAX_QUEUE_SIZE'],
    [{ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '' }, {}, [10], ''],
    [{ OTEL_NATIVE_EXIT_TIMEOUT: '500' }, { exitTimeoutMillis: 500 }, [10], ''],
    [{ OTEL_NATIVE_EXIT_TIMEOUT: '0' }, {}, [10], 'OTEL_NATIVE_EXIT_TIMEOUT (0) is invalid'],
    [
      { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4', BATCH: '{"maxExportBatchSize":6}' },
      { maxExportBatchSize: 4 },
      [6, 4],
      '',
    ],
  ];

  test.each(rows)('%p', async (environment, options, sizes, warning) => {
    const result = await runProgram('environment.mjs', { environment });
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toEqual({ options, sizes });
    if (warning === '') expect(result.stderr).toBe('');
    else expect(result.stderr).toContain(warning);
  });
});
