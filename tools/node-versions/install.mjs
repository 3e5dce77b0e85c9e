/** Other versions of Node than the pinned one, and what has to be built for them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** The binary of a version, e.g. "22", from the package that the `node` package takes it from. */
export function installNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund'];
  execFileSync('npm', [...args, '--loglevel=error', `${name}@${version}`], {
    cwd: folder,
    // What is printed there may be a result.
    stdio: ['ignore', 2, 2],
  });
  if (!existsSync(node)) throw new Error(`${name}@${version} has no bin/node`);
  return node;
}

/** Builds the one addon that has a binary for each ABI, with the headers that came with a version. */
export function buildContextAddon(node) {
  const args = [join(root, 'tools/build-native.mjs'), `--nodedir=${dirname(dirname(node))}`];
  const cwd = join(root, 'packages/context-native');
  execFileSync(process.execPath, args, { cwd, stdio: 'pipe' });
}
