/** Compiles blocks of C against the published headers, without a result. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { problemAt, type PlacedBlock } from './placed-block.ts';

export function compileC(root: string, blocks: readonly PlacedBlock[]): string[] {
  const include = join(root, 'packages/api-bridge/include');
  const flags = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', `-I${include}`];
  return blocks.flatMap((block) => {
    const { status, stderr } = spawnSync('cc', [...flags, '-xc', '-'], {
      input: block.code,
      encoding: 'utf8',
    });
    if (status === 0) return [];
    const [, line = '1', message = stderr] = /^<stdin>:(\d+):\d+: (.*)$/m.exec(stderr) ?? [];
    return [problemAt(block, Number(line) - 1, message)];
  });
}
