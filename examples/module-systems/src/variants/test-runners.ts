import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { outline } from '../outline.ts';
import { receive } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

const require = createRequire(import.meta.url);

/** A command of a package, whichever files it lets others see. */
function binary(name: string, path: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), path);
}

/** Runs a test runner, which has to end by itself, and expects the spans that its tests export. */
async function expectTestTrace(runner: string, args: readonly string[]): Promise<void> {
  assert.equal(outline((await receive({ args })).spans), `${runner}: parent\n  ${runner}: child`);
}

export const testRunners: readonly Variant[] = [
  {
    name: 'Jest',
    run: () => expectTestTrace('jest', [binary('jest', 'bin/jest.js'), '--rootDir=jest', '--ci']),
  },
  {
    name: 'Vitest',
    run: () =>
      expectTestTrace('vitest', [
        binary('vitest', 'vitest.mjs'),
        'run',
        '--config=vitest/vitest.config.mjs',
      ]),
  },
];
