/**
 * Builds the addon of the package in the current folder with node-gyp, in Release, against the
 * headers that the pinned `node` package carries, so that nothing is downloaded.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const require = createRequire(import.meta.url);

function headersFolder() {
  // The node binary of the pinned package stands beside its headers; any other Node may as well.
  const candidates = [
    dirname(dirname(process.execPath)),
    ...pinnedNodeFolders(),
  ];
  const found = candidates.find((folder) => existsSync(join(folder, 'include/node/node_api.h')));
  if (found === undefined) {
    throw new Error(`No Node headers beside ${candidates.join(' or ')}: run npm ci at the root first.`);
  }
  return found;
}

function pinnedNodeFolders() {
  const platformPackage = `node-${process.platform}-${process.arch}`;
  const nodePackage = dirname(require.resolve('node/package.json'));
  return [
    join(nodePackage, 'node_modules', platformPackage),
    resolve(nodePackage, '..', platformPackage),
  ];
}

const nodeGyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin/node-gyp.js');
const result = spawnSync(
  process.execPath,
  [nodeGyp, 'rebuild', '--release', `--nodedir=${headersFolder()}`, `--jobs=${availableParallelism()}`],
  { stdio: 'inherit' },
);
process.exit(result.status ?? 1);
