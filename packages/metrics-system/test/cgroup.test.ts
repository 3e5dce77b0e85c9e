/** Uses a real control group with limits if the machine allows creating one (as root, with version 1 or 2 mounted). */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const kLimitBytes = 512 * 1024 * 1024;
const isOne = existsSync('/sys/fs/cgroup/memory/memory.limit_in_bytes');
const parent = isOne ? '/sys/fs/cgroup/memory' : '/sys/fs/cgroup';
const folder = `${parent}/otel-native-test-${process.pid}`;

function makeGroup(): boolean {
  try {
    mkdirSync(folder);
    writeFileSync(`${folder}/${isOne ? 'memory.limit_in_bytes' : 'memory.max'}`, `${kLimitBytes}`);
    return true;
  } catch {
    return false;
  }
}

const program = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { SystemMetrics } from '@otel-native/metrics-system';
  writeFileSync(process.env.GROUP + '/cgroup.procs', String(process.pid));
  let callback;
  const meter = new Proxy({}, { get: (_, method) => (name) => {
    if (method === 'addBatchObservableCallback') callback = name;
    return { name };
  } });
  const groups = ['process.memory', 'container.memory'];
  new SystemMetrics({ groups, meterProvider: { getMeter: () => meter } }).start();
  const values = {};
  await callback({ observe: ({ name }, value) => (values[name] = value) });
  values.usageOfKernel = Number(readFileSync(process.env.GROUP + '/' + process.env.USAGE, 'utf8'));
  console.log(JSON.stringify(values));`;

const isPossible = makeGroup();
afterAll(() => {
  if (existsSync(folder)) rmdirSync(folder);
});

(isPossible ? test : test.skip)('the limit of a real control group counts', () => {
  const env = {
    ...process.env,
    GROUP: folder,
    USAGE: isOne ? 'memory.usage_in_bytes' : 'memory.current',
  };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: dirname(__dirname), encoding: 'utf8', env },
  );
  expect(stderr).toBe('');
  const values = JSON.parse(stdout) as Record<string, number>;
  expect(values['process.memory.utilization']).toBe(values['process.memory.usage']! / kLimitBytes);
  expect(Math.abs(values['container.memory.usage']! - values['usageOfKernel']!)).toBeLessThan(
    32 * 1024 * 1024,
  );
  expect(values['container.memory.available']).toBe(
    kLimitBytes - values['container.memory.working_set']!,
  );
  expect(readFileSync(`${folder}/cgroup.procs`, 'utf8')).toBe('');
});
