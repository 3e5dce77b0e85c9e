import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What a run of `bench` and of `bench:report` writes. */
const written = [':!benchmarks/results', ':!docs/benchmarks.md', ':!docs/images'];

/** What is measured, e.g. `4f2a91c07d3e`, or `4f2a91c07d3e + changes` where a tracked file differs; `null` outside a checkout. */
export function describeCommit(): string | null {
  const commit = git('rev-parse', '--short=12', 'HEAD');
  if (commit === undefined) return null;
  const changes = git('status', '--porcelain', '--untracked-files=no', '--', '.', ...written);
  return changes === '' ? commit : `${commit} + changes`;
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
