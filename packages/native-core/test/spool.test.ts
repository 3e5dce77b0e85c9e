import { TracerProvider, recoverSpool, type SpoolOptions } from '@otel-native/native-core';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { temporaryFolder } from './support/kill-run';
import { endSpans, makeProvider } from './support/pipelines';
import { Receiver } from './support/receiver';
import { runProgram } from './support/run-child';

const kNobody = 'http://127.0.0.1:9';

/** A port where nobody listens, or a receiver's. */
function leaveSpans(spool: string, endpoint = kNobody, environment: Record<string, string> = {}) {
  return runProgram('spool-exit.mjs', {
    environment: { SPOOL: spool, ENDPOINT: endpoint, ...environment },
  });
}

function spooledProvider(spool: string | SpoolOptions, sink = new CollectingSink()) {
  const options = typeof spool === 'string' ? { directory: spool } : spool;
  return { sink, provider: makeProvider(sink, {}, { spool: { maxBytes: 1 << 23, ...options } }) };
}

function onlyFile(folder: string): string {
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  return join(folder, files[0]!);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(10);
}

describe('a process that can send', () => {
  test('leaves no file, and its file is no one else’s', async () => {
    const spool = join(temporaryFolder(), 'made/here');
    const { provider, sink } = spooledProvider(spool);
    endSpans(provider, 10);
    expect(statSync(onlyFile(spool)).mode & 0o777).toBe(0o600);
    expect(statSync(spool).mode & 0o777).toBe(0o700);
    await provider.forceFlush();
    expect(sink.spans()).toHaveLength(10);
    await provider.shutdown();
    expect(readdirSync(spool)).toEqual([]);
  });

  test('leaves none when it exits without shutdown', async () => {
    const receiver = await Receiver.start();
    const spool = temporaryFolder();
    const { stderr } = await leaveSpans(spool, receiver.endpoint);
    expect(receiver.counts()).toEqual({ span: 200 });
    expect(readdirSync(spool)).toEqual([]);
    expect(stderr).toBe('');
    await receiver.stop();
  });
});

describe('what a process leaves', () => {
  const ways: [string, Record<string, string>][] = [
    ['that was killed', { KILL: 'SIGKILL' }],
    ['that aborted', { KILL: 'SIGABRT' }],
    ['that exited while no one listened', {}],
  ];
  test.each(ways)('%s, the next one sends', async (_, environment) => {
    const spool = temporaryFolder();
    await leaveSpans(spool, kNobody, environment);
    onlyFile(spool);
    const { provider, sink } = spooledProvider(spool);
    await until(() => sink.itemCount >= 200);
    await provider.shutdown();
    expect(sink.spans().map(({ name }) => name)).toEqual(Array(200).fill('span'));
    expect(sink.spans()[0]).toMatchObject({ scope: { name: 'program' } });
    expect(new Set(sink.spans().map(({ spanId }) => spanId)).size).toBe(200);
    expect(sink.spans()[0]!.resource.attributes.map(([key]) => key)).toContain('service.name');
    expect(readdirSync(spool)).toEqual([]);
  });

  test('at exit, is told', async () => {
    const { stderr } = await leaveSpans(temporaryFolder());
    expect(stderr).toContain('200 spans wait in the spool for the next process');
  });

  test('stays when a provider is shut down before it could be sent', async () => {
    const spool = temporaryFolder();
    await leaveSpans(spool, kNobody, { KILL: 'SIGKILL' });
    const refusing = new CollectingSink(() => ({ status: 'retry', retryAfterMillis: 60_000 }));
    const first = spooledProvider(spool, refusing);
    await first.provider.shutdown({ timeoutMillis: 100 });
    await until(() => readdirSync(spool).length === 1);
    const { sink } = spooledProvider(spool);
    await until(() => sink.itemCount >= 200);
    expect(sink.itemCount).toBe(200);
  });

  test('has exactly one that sends it, of several that start at once', async () => {
    const spool = temporaryFolder();
    for (let i = 0; i < 3; i++)
      await leaveSpans(spool, kNobody, { KILL: 'SIGKILL', NAME: `of ${i}` });
    expect(readdirSync(spool)).toHaveLength(3);
    const receiver = await Receiver.start();
    const environment = { SPOOL: spool, ENDPOINT: receiver.endpoint };
    const results = await Promise.all(
      Array.from({ length: 4 }, () => runProgram('recover.mjs', { environment })),
    );
    const outcomes = results.map(
      ({ stdout }) => JSON.parse(stdout) as { files: number; spans: number },
    );
    expect(outcomes.reduce((sum, { files }) => sum + files, 0)).toBe(3);
    expect(receiver.counts()).toEqual({ 'of 0': 200, 'of 1': 200, 'of 2': 200 });
    await receiver.stop();
  });

  test('is not touched while its process lives', async () => {
    const spool = temporaryFolder();
    const first = spooledProvider(spool, new CollectingSink(() => new Promise(() => {})));
    endSpans(first.provider, 10);
    const second = spooledProvider(spool);
    await second.provider.shutdown();
    expect(second.sink.itemCount).toBe(0);
    onlyFile(spool);
  });

  test('is removed with a warning when it is too old', async () => {
    const spool = temporaryFolder();
    await leaveSpans(spool, kNobody, { KILL: 'SIGKILL' });
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(onlyFile(spool), yesterday, yesterday);
    const messages = collectDiagnostics();
    const { provider, sink } = spooledProvider(spool);
    expect(messages).toEqual([
      expect.stringMatching(/^warn: Spool: .* is older than the limit and was removed/),
    ]);
    await provider.shutdown();
    expect(sink.itemCount).toBe(0);
  });

  test('is left alone with a warning when it is no spool', async () => {
    const spool = temporaryFolder();
    writeFileSync(join(spool, 'other.otel-spool'), Buffer.alloc(10_000, 7));
    writeFileSync(join(spool, 'something else'), 'x');
    const messages = collectDiagnostics();
    const { provider } = spooledProvider(spool);
    await provider.shutdown();
    expect(messages).toEqual([expect.stringContaining('other.otel-spool is no spool file')]);
    expect(readdirSync(spool).sort()).toEqual(['other.otel-spool', 'something else']);
  });

  test('is not read when it was cut off', async () => {
    const spool = temporaryFolder();
    await leaveSpans(spool, kNobody, { KILL: 'SIGKILL' });
    truncateSync(onlyFile(spool), 100_000);
    const messages = collectDiagnostics();
    const { provider, sink } = spooledProvider(spool);
    await provider.shutdown();
    expect(messages).toEqual([expect.stringContaining('damaged')]);
    expect(sink.itemCount).toBe(0);
  });
});

describe('a file that is cut short while its spans are sent', () => {
  // At the start of a page, and in the middle of one.
  test.each([4096 * 1040, 4096 * 1040 + 1000])('is reported as damaged: %p bytes', async (left) => {
    const spool = temporaryFolder();
    // A small ring, so that the file has many entries, of which a small queue reads only the first.
    await leaveSpans(spool, kNobody, { KILL: 'SIGKILL', RING_BYTES: '4096', COUNT: '2000' });
    const file = onlyFile(spool);
    const sink = new CollectingSink(() => {
      if (existsSync(file)) truncateSync(file, left);
      return { status: 'ok' };
    });
    const messages = collectDiagnostics();
    const batch = { maxQueueSize: 100, maxExportBatchSize: 10 };
    const outcome = await recoverSpool(sink, { spool: { directory: spool }, batch });
    expect(outcome).toMatchObject({ files: 1, complete: true, damagedFiles: 1 });
    expect(outcome.spans).toBe(sink.itemCount);
    expect(outcome.spans).toBeGreaterThan(0);
    expect(outcome.spans).toBeLessThan(2_000);
    expect(new Set(sink.spans().map(({ name }) => name))).toEqual(new Set(['span']));
    expect(messages).toEqual([expect.stringContaining('could not be read')]);
    expect(readdirSync(spool)).toEqual([]);
  });
});

describe('a full spool', () => {
  test('drops the newest spans, and counts them; what it has is sent', async () => {
    const spool = temporaryFolder();
    let isOpen = false;
    const sink = new CollectingSink(() =>
      isOpen ? { status: 'ok' } : { status: 'retry', retryAfterMillis: 20 },
    );
    const batch = { ringBytes: 4096, maxQueueBytes: 20_000 };
    const options = { directory: spool, maxBytes: 65_536 };
    const provider = makeProvider(sink, batch, { spool: options });
    endSpans(provider, 2_000, { text: 'x'.repeat(50) });
    const { queued, dropped } = provider.stats()!;
    expect(dropped.queueFull).toBeGreaterThan(0);
    expect(queued).toBeGreaterThan(0);
    expect(queued + dropped.queueFull).toBe(2_000);
    isOpen = true;
    await provider.forceFlush();
    expect(sink.itemCount).toBe(queued);
    expect(sink.spans().map(({ name }) => name)).toEqual(
      Array.from({ length: queued }, (_, i) => `span ${i}`),
    );
  });
});

describe('where there is no room, the spool is off with one warning', () => {
  test('a folder that has reached its limit', async () => {
    const messages = collectDiagnostics();
    const directory = temporaryFolder();
    const { provider, sink } = spooledProvider({ directory, maxTotalBytes: 1 << 20 });
    endSpans(provider, 10);
    await provider.forceFlush();
    expect(sink.itemCount).toBe(10);
    expect(messages).toEqual([expect.stringContaining('ERR_OTEL_NATIVE_SPOOL_NO_SPACE')]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a limit on the size of files', async () => {
    const spool = temporaryFolder();
    const receiver = await Receiver.start();
    const program = join(__dirname, 'programs/spool-exit.mjs');
    const { execFile } = await import('node:child_process');
    const stderr = await new Promise<string>((resolve) => {
      const environment = { ...process.env, SPOOL: spool, ENDPOINT: receiver.endpoint };
      const command = `ulimit -f 512; exec "${process.execPath}" "${program}"`;
      execFile('sh', ['-c', command], { env: environment }, (_, __, text) => resolve(text));
    });
    expect(stderr).toMatch(/^The spool is off: no file of \d+ bytes can be made in .*\n$/);
    expect(receiver.counts()).toEqual({ span: 200 });
    expect(readdirSync(spool)).toEqual([]);
    await receiver.stop();
  });
});

describe('a folder that cannot be used is refused', () => {
  const refused = expect.objectContaining({ code: 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY' });
  const open = (directory: string) => () =>
    new TracerProvider({ exporter: new CollectingSink(), spool: { directory } });

  test('one that is a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(open(file)).toThrow(refused);
  });

  test('one that everybody may write to, unless it is sticky', async () => {
    const folder = join(temporaryFolder(), 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    expect(open(folder)).toThrow(/may be written by other users/);
    chmodSync(folder, 0o1777);
    await open(folder)().shutdown();
  });

  // Only root can give a folder away.
  (process.getuid?.() === 0 ? test : test.skip)('one of another user', () => {
    const folder = join(temporaryFolder(), 'foreign');
    mkdirSync(folder);
    chownSync(folder, 65_534, 65_534);
    expect(open(folder)).toThrow(/belongs to another user/);
  });
});

test.each([
  ['directory', ''],
  ['maxBytes', 0],
  ['maxBytes', 4096],
  ['maxAgeMillis', -1],
  ['maxTotalBytes', Number.NaN],
])('an invalid option: %s %p', (name, value) => {
  const spool = { directory: temporaryFolder(), [name]: value };
  expect(() => new TracerProvider({ exporter: new CollectingSink(), spool })).toThrow(
    expect.objectContaining({
      code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
      message: expect.stringContaining(`spool.${name} is ${value}`),
    }),
  );
});

test('the environment asks for a spool', async () => {
  const spool = temporaryFolder();
  process.env.OTEL_NATIVE_SPOOL_DIR = spool;
  process.env.OTEL_NATIVE_SPOOL_MAX_BYTES = String(1 << 23);
  try {
    const provider = makeProvider(new CollectingSink());
    expect(statSync(onlyFile(spool)).size).toBeLessThan(1 << 24);
    await provider.shutdown();
  } finally {
    delete process.env.OTEL_NATIVE_SPOOL_DIR;
    delete process.env.OTEL_NATIVE_SPOOL_MAX_BYTES;
  }
});
