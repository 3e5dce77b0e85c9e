import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildClient, clientPath } from './reader-client';

const run = promisify(execFile);

async function output<T>(program: string, options: string[] = []): Promise<T> {
  const path = join(__dirname, 'programs', program);
  const { stdout } = await run(process.execPath, [...options, path, clientPath]);
  return JSON.parse(stdout) as T;
}

// Statuses of otel_native/context.h.
const kUnavailable = 2;
const kWrongThread = 3;

beforeAll(() => void buildClient(), 120_000);

test('each thread reads its own span, and no other', async () => {
  const seen = await output<{ mode: string }>('reader-in-worker.mjs');
  const native = seen.mode === 'native-frame';
  expect(seen).toEqual({
    mode: seen.mode,
    main: native ? 'a'.repeat(16) : kUnavailable,
    worker: native ? 'b'.repeat(16) : kUnavailable,
    ofWorker: kWrongThread,
    ofEnded: kUnavailable,
  });
});

test('300,000 reads leave nothing behind', async () => {
  const seen = await output<{ mode: string; grownBytes: number; wrong: number }>(
    'reader-memory.mjs',
    ['--expose-gc'],
  );
  // Without frames no round sees its span.
  expect(seen.wrong).toBe(seen.mode === 'native-frame' ? 0 : 30);
  expect(seen.grownBytes).toBeLessThan(500_000);
});
