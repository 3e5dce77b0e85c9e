/** Exits of processes, worker threads, and machines without a binary, each in its own process. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const packageFolder = dirname(__dirname);
const nodeModules = join(packageFolder, '../../node_modules');

/** Runs a program in its own process. Returns its output, or its exit status and stderr if it failed. */
function run(source: string, { type = 'module', cwd = packageFolder } = {}): string {
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [`--input-type=${type}`, '--eval', source],
    { cwd, encoding: 'utf8', timeout: 20_000 },
  );
  return status === 0 ? stdout.trim() : `ended with ${signal ?? status}: ${stderr}`;
}

const provider = `
  const called = [];
  const made = [];
  const meter = new Proxy({}, { get: (_, method) => (name) => {
    if (method === 'addBatchObservableCallback') called.push(name);
    else if (typeof name === 'string') made.push(name);
    return { record() {} };
  } });
  const meterProvider = { getMeter: () => meter };`;

test.each([
  ['module', "import { SystemMetrics } from '@otel-native/metrics-system';"],
  ['commonjs', "const { SystemMetrics } = require('@otel-native/metrics-system');"],
])('the binary is found from %s, and the process is not kept alive', (type, load) => {
  const program = `${load} ${provider}
    new SystemMetrics({ meterProvider, groups: 'all' }).start();
    console.log(made.includes('process.cpu.time'), called.length);`;
  expect(run(program, { type })).toBe('true 1');
});

test('what the process has one of is reported by one thread', () => {
  const worker = `
    import { parentPort, workerData, threadId } from 'node:worker_threads';
    import { SystemMetrics } from '@otel-native/metrics-system';
    ${provider}
    const systemMetrics = new SystemMetrics({ meterProvider, ...workerData });
    systemMetrics.start();
    const attributes = [];
    called[0]?.({ observe: (_, __, given) => attributes.push(given) });
    const ofThread = attributes.filter((given) => given?.['thread.id'] === threadId).length;
    parentPort.postMessage([made.some((name) => name.startsWith('process.')), ofThread > 0]);
    // Ends without a stop(): the claim ends with the thread.`;
  const program = `
    import { Worker } from 'node:worker_threads';
    import { SystemMetrics } from '@otel-native/metrics-system';
    ${provider}
    const worker = (workerData) => new Promise((resolve, reject) => {
      let answer;
      new Worker(${JSON.stringify(worker)}, { eval: true, workerData })
        .on('message', (message) => (answer = message)).on('error', reject).on('exit', () => resolve(answer));
    });
    const say = async (...args) => console.log(JSON.stringify(await worker(...args)));
    const chosen = { groups: ['process', 'nodejs'] };
    await say({});
    await say(chosen);
    await say(chosen);
    const main = new SystemMetrics({ meterProvider });
    main.start();
    await say(chosen);
    main.stop();
    await say(chosen);`;
  expect(run(program).split('\n')).toEqual([
    '[false,true]', // by default a worker reports its own runtime only
    '[true,true]', // unless it is asked to
    '[true,true]', // and the one before has ended
    '[false,true]', // but not while the main thread does
    '[true,true]',
  ]);
});

test('a thread or a process may end while the system is being read', () => {
  const source = `
    import { SystemMetrics } from '@otel-native/metrics-system';
    ${provider}
    const systemMetrics = new SystemMetrics({ meterProvider, groups: 'all' });
    systemMetrics.start();
    void called[0]({ observe() {} });`;
  const program = `
    import { Worker } from 'node:worker_threads';
    ${source}
    for (const end of ['process.exit();', 'systemMetrics.stop();', 'setInterval(() => {}, 1000);']) {
      const worker = new Worker(${JSON.stringify(source)} + end, { eval: true });
      const ended = new Promise((resolve) => worker.on('exit', resolve));
      await new Promise((resolve) => worker.on('online', () => setTimeout(resolve, 100)));
      await worker.terminate();
      await ended;
    }
    void called[0]({ observe() {} });
    console.log('end');
    process.exit();`;
  expect(run(program)).toBe('end');
});

test('a machine without a binary has the metrics of the runtime', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-binary-'));
  try {
    cpSync(join(packageFolder, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(packageFolder, 'package.json'), join(folder, 'package.json'));
    for (const name of ['@opentelemetry/api', '@otel-native/api-bridge']) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(nodeModules, name), link);
    }
    const program = `
      import { SystemMetrics, loadError } from './dist/index.js';
      ${provider}
      new SystemMetrics({ meterProvider }).start();
      console.log(loadError().code, made.includes('process.cpu.time'), made.includes('v8js.gc.duration'));`;
    expect(run(program, { cwd: folder })).toBe('ERR_OTEL_NATIVE_NO_BINARY false true');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
