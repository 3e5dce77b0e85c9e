import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const framesByDefault = Number(process.versions.node.split('.')[0]) >= 24;
const nodeKeepsFrames =
  framesByDefault || (process.env.NODE_OPTIONS ?? '').includes('async-context-frame');
const expectedMode = nodeKeepsFrames ? 'native-frame' : 'async-local-storage';

/** The last line of what a program prints, as JSON. */
async function output<T>(program: string, options: string[] = []): Promise<T> {
  const path = program.startsWith('/') ? program : join(__dirname, 'programs', program);
  const { stdout } = await run(process.execPath, [...options, path]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

/** Where the API is installed; it does not export its `package.json`. */
function apiFolder(): string {
  const name = join('node_modules', '@opentelemetry', 'api');
  const file = require.resolve('@opentelemetry/api');
  return file.slice(0, file.lastIndexOf(name) + name.length);
}

interface Modes {
  before: string;
  after: string;
  messages: string[];
}

test('the mode is what was seen to work, and a fallback is told once', async () => {
  const { before, after, messages } = await output<Modes>('mode.mjs');
  expect(before).toBe('async-local-storage');
  expect(after).toBe(expectedMode);
  expect(messages).toEqual(
    nodeKeepsFrames ? [] : [expect.stringContaining('Node keeps its contexts elsewhere')],
  );
});

if (framesByDefault) {
  test('without frames of Node it falls back', async () => {
    const { after, messages } = await output<Modes>('mode.mjs', ['--no-async-context-frame']);
    expect(after).toBe('async-local-storage');
    expect(messages).toEqual([expect.stringContaining('Node keeps its contexts elsewhere')]);
  });
}

const storagesAreListed = framesByDefault || !nodeKeepsFrames;
(storagesAreListed ? test : test.skip)(
  'the only storage that each promise passes on is that of the contexts',
  async () => {
    const options = framesByDefault ? ['--no-async-context-frame'] : [];
    expect(await output('storages.mjs', options)).toEqual({ storages: 1 });
  },
);

test('without a binary it falls back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-binary-'));
  try {
    const own = join(folder, 'node_modules/@otel-native/context-native');
    const packageFolder = dirname(__dirname);
    await cp(join(packageFolder, 'dist'), join(own, 'dist'), { recursive: true });
    await cp(join(packageFolder, 'package.json'), join(own, 'package.json'));
    await cp(apiFolder(), join(folder, 'node_modules/@opentelemetry/api'), { recursive: true });
    await cp(join(__dirname, 'programs/mode.mjs'), join(folder, 'mode.mjs'));
    const { after, messages } = await output<Modes>(join(folder, 'mode.mjs'));
    expect(after).toBe('async-local-storage');
    expect(messages).toEqual([
      expect.stringContaining('@otel-native/context-native has no binary that loads on'),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the listener of an unhandled rejection sees what Node gives it', async () => {
  const seen = await output<{ mode: string; manager?: string; storage?: string }>(
    'unhandled-rejection.mjs',
  );
  expect(seen.mode).toBe(expectedMode);
  expect(seen.manager).toBe(seen.storage);
});

test('Express, Fastify and NestJS keep a context for each request', async () => {
  const { mode, right, wrong } = await output<{ mode: string; right: number; wrong: string[] }>(
    'frameworks.mjs',
  );
  expect(mode).toBe(expectedMode);
  expect(wrong).toEqual([]);
  // Of 40 requests each: handler, after the wait and finish; one more in Express's middleware and in Fastify's hook.
  expect(right).toBe(40 * (4 + 4 + 3));
});

test('a million contexts leave nothing behind', async () => {
  const { mode, grownBytes, kept } = await output<{
    mode: string;
    grownBytes: number;
    kept: boolean;
  }>('leaks.mjs', ['--expose-gc']);
  expect(mode).toBe(expectedMode);
  expect(grownBytes).toBeLessThan(1_000_000);
  expect(kept).toBe(false);
});
