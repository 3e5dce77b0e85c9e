import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runNode } from '../src/run-node.ts';

test('gives what a program wrote and how it ended', async () => {
  const program = 'console.log("out"); console.error("err"); process.exitCode = 3;';
  assert.deepEqual(await runNode(['-e', program]), {
    ...{ code: 3, signal: null },
    ...{ stdout: 'out\n', stderr: 'err\n' },
  });
});

test('does not pass on what the shell has set', async () => {
  process.env.OTEL_SERVICE_NAME = 'from the shell';
  const program = 'console.log(process.env.OTEL_SERVICE_NAME, process.env.OTEL_LOG_LEVEL)';
  const { stdout } = await runNode(['-e', program], { env: { OTEL_LOG_LEVEL: 'debug' } });
  delete process.env.OTEL_SERVICE_NAME;
  assert.equal(stdout, 'undefined debug\n');
});

test('tells when a program is ready', async () => {
  const program = 'console.log("ready"); setInterval(() => {}, 1000);';
  const whenReady = (child: { kill(): unknown }) => void child.kill();
  const { signal } = await runNode(['-e', program], { whenReady });
  assert.equal(signal, 'SIGTERM');
});

test('closes the standard input when the test says so', async () => {
  const program = 'process.stdin.resume().on("end", () => console.log("closed"))';
  const { promise, resolve } = Promise.withResolvers<void>();
  const run = runNode(['-e', program], { until: promise });
  resolve();
  assert.equal((await run).stdout, 'closed\n');
});
