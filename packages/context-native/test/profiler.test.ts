import { NativeContextManager } from '@otel-native/context-native';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const run = promisify(execFile);
const program = join(__dirname, 'programs/profiler.mjs');
const nodeKeepsFrames =
  Number(process.versions.node.split('.')[0]) >= 24 ||
  (process.env.NODE_OPTIONS ?? '').includes('async-context-frame');

interface Profile {
  mode?: string;
  kept: number;
  all: number;
  seen: boolean;
}

async function profile(...args: string[]): Promise<Profile> {
  const { stdout } = await run(process.execPath, [program, ...args]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Profile;
}

// The profiler finds its labels through Node's frames alone.
(nodeKeepsFrames ? describe : describe.skip)('a profiler that reads frames in native code', () => {
  test.each([
    ['official', 'manager first', undefined],
    ['native', 'manager first', 'async-local-storage'],
    ['native', 'profiler first', 'async-local-storage'],
  ])('samples under the %s manager keep their labels: %s', async (manager, order, expectedMode) => {
    const { kept, all, seen, mode } = await profile(manager, order);
    expect(all).toBeGreaterThan(50);
    expect(kept / all).toBeGreaterThan(0.5);
    // What was under way keeps its context.
    expect(seen).toBe(true);
    expect(mode).toBe(expectedMode);
  });
});

test('a manager that nobody has is freed, although it watches for such profilers', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const manager = (() => new WeakRef(new NativeContextManager().enable()))();
  await new Promise(setImmediate);
  collect();
  expect(manager.deref()).toBeUndefined();
});
