/**
 * Builds the addon whose `binding.gyp` lies in the current folder, or in `native/` below it, with node-gyp, in Release, against the
 * headers that the pinned `node` package carries, so that nothing is downloaded; or against those of another Node:
 *
 *     node ../../tools/build-native.mjs [--nodedir=FOLDER]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const workspaceRoot = dirname(import.meta.dirname);

function headersFolder() {
  const found = findHeaders();
  if (found !== undefined) return found;
  // The `node` package fetches its headers as it is installed; a later `npm install` prunes them as not its own.
  // The builds of several packages may notice it at once.
  const lock = join(workspaceRoot, 'node_modules/.node-headers.lock');
  for (let seconds = 0; !tryToMakeFolder(lock); seconds++) {
    if (seconds === 120) throw new Error(`Another build holds ${lock}: remove it if none runs.`);
    execFileSync(process.execPath, ['-e', 'setTimeout(() => {}, 1000)']);
  }
  try {
    if (findHeaders() === undefined)
      spawnSync('npm', ['rebuild', 'node'], { cwd: workspaceRoot, stdio: 'inherit' });
  } finally {
    rmdirSync(lock);
  }
  const rebuilt = findHeaders();
  if (rebuilt === undefined)
    throw new Error('The pinned node package has no headers: run "npm ci" at the root.');
  return rebuilt;
}

function tryToMakeFolder(path) {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function findHeaders() {
  return pinnedNodeFolders().find((folder) => existsSync(join(folder, 'include/node/node_api.h')));
}

function pinnedNodeFolders() {
  const platformPackage = `node-${process.platform}-${process.arch}`;
  const nodePackage = dirname(require.resolve('node/package.json'));
  return [
    join(nodePackage, 'node_modules', platformPackage),
    resolve(nodePackage, '..', platformPackage),
  ];
}

/** npm would run node-gyp on the user's machine for a `binding.gyp` in a package's root. */
function addonFolder() {
  return existsSync('binding.gyp') ? '.' : 'native';
}

/** node-gyp would prefer what npm's configuration says to what it is called with. */
function environmentWithoutNodedir() {
  const settings = Object.entries(process.env).filter(([name]) => name !== 'npm_config_nodedir');
  return Object.fromEntries(settings);
}

const nodeGyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin/node-gyp.js');
const result = spawnSync(
  process.execPath,
  [
    nodeGyp,
    'configure',
    'build',
    '--release',
    process.argv.find((argument) => argument.startsWith('--nodedir=')) ??
      `--nodedir=${headersFolder()}`,
    `--jobs=${availableParallelism()}`,
  ],
  { cwd: addonFolder(), stdio: 'inherit', env: environmentWithoutNodedir() },
);
process.exit(result.status ?? 1);
