// The file of a spool is removed, moved or cut short while its process works.
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineStats } from '@otel-native/api-bridge';
import { recoverSpool } from '@otel-native/native-core';
import { setTimeout } from 'node:timers/promises';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { temporaryFolder } from './support/kill-run';
import { consistentStats, endSpans, expectNames, makeProvider } from './support/pipelines';
import { Receiver } from './support/receiver';
import { runProgram } from './support/run-child';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(10);
}

/** A provider with a spool, whose sink takes nothing until `open()`. */
function spooled(directory = join(temporaryFolder(), 'spool')) {
  const messages = collectDiagnostics();
  let isOpen = false;
  const sink = new CollectingSink(() =>
    isOpen ? { status: 'ok' } : { status: 'retry', retryAfterMillis: 20 },
  );
  const batch = { maxExportBatchSize: 50, ringBytes: 65_536, scheduledDelayMillis: 20 };
  const provider = makeProvider(sink, batch, { spool: { directory, maxBytes: 1 << 20 } });
  const open = () => void (isOpen = true);
  const spoolMessages = () => messages.filter((message) => message.includes('spool'));
  return { directory, provider, sink, open, spoolMessages };
}

function files(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.otel-spool'));
}

test('a folder that is removed is made again, with all that waited in it', async () => {
  const { directory, provider, sink, open, spoolMessages } = spooled();
  const [name] = files(directory);
  endSpans(provider, 120, { key: 'value' });
  rmSync(directory, { recursive: true });
  await until(() => spoolMessages().length > 0);
  expect(spoolMessages()).toEqual([
    expect.stringMatching(
      `^warn: The spool file ${directory}/${name} was removed or moved away; ` +
        `${directory}/.*\\.otel-spool takes its place \\(OTEL_NATIVE_SPOOL_RENEWED\\)$`,
    ),
  ]);
  expect(consistentStats(provider)).toMatchObject({ queued: 120 });
  const [second] = files(directory);
  expect(second).not.toBe(name);

  // Another process finds them.
  await provider.shutdown({ timeoutMillis: 50 }).catch(() => {});
  expect(files(directory)).toEqual([second]);
  const next = new CollectingSink();
  makeProvider(next, {}, { spool: { directory, maxBytes: 1 << 20 } });
  await until(() => next.itemCount >= 120);
  expectNames(next, 120);
  open();
  expect(sink.itemCount).toBe(0);
});

test('a folder that was moved away is not sent a second time', async () => {
  const { directory, provider, sink, open, spoolMessages } = spooled();
  endSpans(provider, 120);
  const elsewhere = `${directory}-moved`;
  renameSync(directory, elsewhere);
  await until(() => spoolMessages().length > 0);
  expect(readdirSync(elsewhere)).toEqual([]);
  open();
  await provider.forceFlush();
  expectNames(sink, 120);
});

test('a file that was renamed is not sent a second time', async () => {
  const { directory, provider, sink, open, spoolMessages } = spooled();
  const [name] = files(directory);
  endSpans(provider, 120);
  renameSync(join(directory, name!), join(directory, 'renamed.otel-spool'));
  await until(() => spoolMessages().length > 0);
  // The writer moves to the other file at the end of its task.
  await setTimeout(0);
  const next = new CollectingSink();
  const outcome = await recoverSpool(next, { spool: { directory } });
  expect(outcome).toMatchObject({ files: 0, spans: 0, damagedFiles: 0 });
  expect(spoolMessages()).toHaveLength(1);
  open();
  await provider.shutdown();
  expectNames(sink, 120);
  expect(readdirSync(directory)).toEqual([]);
});

test('where no file can be made the spool is off, with one warning, until one can', async () => {
  const { directory, provider, sink, open, spoolMessages } = spooled();
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'a file in its place');
  endSpans(provider, 20);
  await until(() => spoolMessages().length > 0);
  expect(spoolMessages()).toEqual([
    expect.stringMatching(/^warn: The spool is off: its file .* \(OTEL_NATIVE_SPOOL_OFF\)$/),
  ]);
  open();
  await provider.forceFlush();
  expectNames(sink, 20);
  rmSync(directory);
  mkdirSync(directory, { mode: 0o700 });
  await until(() => spoolMessages().length > 1);
  expect(spoolMessages()[1]).toMatch(/^warn: The spool is on again, in /);
  await provider.shutdown();
  expect(files(directory)).toEqual([]);
}, 30_000);

test('what waits for no one counts as dropped at the shutdown', async () => {
  const { directory, provider, spoolMessages } = spooled();
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'a file in its place');
  endSpans(provider, 1_001);
  await until(() => spoolMessages().length > 0);
  await provider.shutdown({ timeoutMillis: 50 }).catch(() => {});
  expect(consistentStats(provider)).toMatchObject({ queued: 0, dropped: { shutdown: 1_001 } });
});

test('a file that is cut short costs what waited in it, which is counted, and nothing else', async () => {
  const { directory, provider, sink, open, spoolMessages } = spooled();
  endSpans(provider, 5, { kind: 'repeated', other: 'value' });
  open();
  await provider.forceFlush();
  // Not read before the file is cut: the task does not end between.
  endSpans(provider, 30, { kind: 'repeated', first: 'here' });
  truncateSync(join(directory, files(directory)[0]!), 0);
  endSpans(provider, 40, { kind: 'repeated', first: 'here', second: 'too' });
  await until(() => spoolMessages().length > 0);
  const lost = consistentStats(provider).dropped.invalid;
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThanOrEqual(70);
  expect(spoolMessages()).toEqual([
    expect.stringMatching(`was cut short; .*SPOOL_RENEWED\\). ${lost} spans in it are lost$`),
  ]);
  endSpans(provider, 50, { kind: 'repeated', first: 'here', second: 'too' });
  await provider.forceFlush();
  const stats = consistentStats(provider);
  expect(stats).toMatchObject({ ended: 125, queued: 0, dropped: { queueFull: 0, invalid: lost } });
  expect(
    sink
      .spans()
      .slice(-50)
      .map(({ name }) => name),
  ).toEqual(Array.from({ length: 50 }, (_, i) => `span ${i}`));
  expect(sink.spans().at(-1)!.attributes).toEqual(
    expect.arrayContaining([['second', { string: 'too' }]]),
  );
  await provider.shutdown();
  expect(files(directory)).toEqual([]);
});

function lose(how: string, variables: Record<string, string>, endpoint: string) {
  const folder = temporaryFolder();
  const environment = {
    SPOOL: join(folder, 'spool'),
    DONE: join(folder, 'done'),
    ENDPOINT: endpoint,
    HOW: how,
    ...variables,
  };
  return runProgram('spool-lost.mjs', { environment });
}

test.each(['cut', 'removed'])(
  'files that are %s again and again end no process',
  async (how) => {
    const receiver = await Receiver.start();
    const variables = { ROUNDS: '3', WORKER: '1' };
    const { code, signal, stdout, stderr } = await lose(how, variables, receiver.endpoint);
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    const stats = JSON.parse(stdout) as PipelineStats;
    const dropped = Object.values(stats.dropped).reduce((sum, count) => sum + count, 0);
    expect(stats.exported + stats.queued + dropped).toBe(stats.ended);
    expect(stats.queued).toBe(0);
    expect(receiver.counts().last).toBe(10);
    // Three for each thread.
    expect(stderr.match(/OTEL_NATIVE_SPOOL_RENEWED/g)).toHaveLength(6);
    await receiver.stop();
  },
  60_000,
);

test('at the exit nothing is said to wait for a next process that will not find it', async () => {
  const { stderr } = await lose('replaced', { ROUNDS: '0' }, 'http://127.0.0.1:9');
  expect(stderr).toMatch(/\d+ spans were not exported before the process exited/);
  expect(stderr).not.toContain('wait in the spool');
});
