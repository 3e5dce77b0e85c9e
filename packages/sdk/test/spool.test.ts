import { NodeSDK } from '@otel-native/sdk';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logsOf } from './support/logs';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

const kNobody = 'http://127.0.0.1:9';
const kCli = join(__dirname, '../dist/cli/main.js');

let spool: string;
let receiver: Receiver;
beforeEach(async () => {
  spool = mkdtempSync(join(tmpdir(), 'otel-native-spool-'));
  receiver = await Receiver.start();
});
afterEach(async () => {
  rmSync(spool, { recursive: true, force: true });
  await receiver.stop();
});

function environment(endpoint: string) {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'killed-service' };
}

async function leaveSpans(): Promise<void> {
  const env = { ...environment(kNobody), OTEL_NATIVE_SPOOL_DIR: spool };
  const { signal } = await runChild(['--import', '@otel-native/sdk/register', 'killed.mjs'], {
    env,
  });
  expect(signal).toBe('SIGKILL');
  expect(readdirSync(spool)).toHaveLength(1);
}

test('recover sends what a process left that was killed', async () => {
  await leaveSpans();
  const { code, stdout, stderr } = await runChild([kCli, 'recover', '--dir', spool], {
    env: environment(receiver.endpoint),
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '1 files: 20 spans and 0 log records sent, 0 refused, 0 files damaged\n',
    stderr: '',
  });
  expect(receiver.names()).toEqual(Array(20).fill('left'));
  expect(receiver.spans()[0]!.resource['service.name']).toBe('killed-service');
  expect(readdirSync(spool)).toEqual([]);
});

test('recover sends log records too', async () => {
  const code = `
    const { logs } = require('@opentelemetry/api');
    for (let i = 0; i < 20; i += 1) logs.getLogger('left').emit({ body: 'left' });
    process.kill(process.pid, 'SIGKILL');`;
  const env = { ...environment(kNobody), OTEL_NATIVE_SPOOL_DIR: spool };
  const killed = await runChild(['--import', '@otel-native/sdk/register', '-e', code], { env });
  expect(killed.signal).toBe('SIGKILL');
  const { stdout, stderr } = await runChild([kCli, 'recover', '--dir', spool], {
    env: environment(receiver.endpoint),
  });
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringContaining('0 spans and 20 log records sent, 0 refused'),
    stderr: '',
  });
  expect(logsOf(receiver).map(({ body }) => body?.stringValue)).toEqual(Array(20).fill('left'));
  expect(readdirSync(spool)).toEqual([]);
});

test('what cannot be sent in time stays, and the exit code says so', async () => {
  await leaveSpans();
  const env = { ...environment(kNobody), OTEL_NATIVE_SPOOL_DIR: spool };
  const { code, stderr } = await runChild([kCli, 'recover', '--timeout', '300'], { env });
  expect(code).toBe(1);
  expect(stderr).toContain(`the rest stays in ${spool}`);
  expect(readdirSync(spool)).toHaveLength(1);
});

test.each([
  [[], 'Usage: npx @otel-native/sdk <command>'],
  [['send'], 'There is no command "send".'],
  [['recover'], 'There is neither --dir nor OTEL_NATIVE_SPOOL_DIR.'],
  [['recover', '--dir', '.', '--timeout', 'x'], '--timeout is x'],
  [['recover', '--unknown'], "Unknown option '--unknown'"],
])('npx @otel-native/sdk %p is not understood', async (args, message) => {
  const { code, stderr } = await runChild([kCli, ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('there has to be an exporter that takes a spool', async () => {
  const env = { OTEL_TRACES_EXPORTER: 'console', OTEL_NATIVE_SPOOL_DIR: spool };
  const { code, stderr } = await runChild([kCli, 'recover'], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('no exporter that takes a spool');
});

test('the option of NodeSDK', async () => {
  const sdk = new NodeSDK({
    spool: { directory: spool, maxBytes: 1 << 23 },
    exporter: {
      name: 'none',
      exportOtlp: async () => ({ status: 'ok' }),
      shutdown: async () => {},
    },
    contextManager: null,
    textMapPropagator: null,
  });
  sdk.start();
  expect(readdirSync(spool)).toHaveLength(1);
  await sdk.shutdown();
  expect(readdirSync(spool)).toEqual([]);
});
