/**
 * Runs the built packages on other versions of Node than the pinned one: the smoke test beside this file, then the
 * Jest tests of the packages that hold native code or load it. Nothing is built again: that one binary serves every
 * version is part of what is tested.
 *
 *     npm run build && node tools/node-versions/main.mjs 22 26
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const packages = ['native-core', 'exporter-otlp-local', 'sdk'];

const root = dirname(dirname(import.meta.dirname));
const jest = join(
  dirname(createRequire(import.meta.url).resolve('jest/package.json')),
  'bin/jest.js',
);
const versions = process.argv.slice(2);
if (versions.length === 0)
  throw new Error('Say which versions: node tools/node-versions/main.mjs 22 26');

const folder = mkdtempSync(join(tmpdir(), 'node-versions-'));
try {
  const failures = versions.flatMap(runOn);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives what failed. */
function runOn(version) {
  const node = install(version);
  const name = `Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`;
  const failures = [];
  const run = (what, args, cwd) => {
    console.log(`\n--- ${name}: ${what}`);
    // Child processes of the tests that say just "node" get the same one.
    const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
    if (spawnSync(node, args, { cwd, env, stdio: 'inherit' }).status !== 0)
      failures.push(`${name}: ${what}`);
  };
  run('smoke test', [join(import.meta.dirname, 'smoke.mjs')], root);
  for (const name of packages) run(name, [jest], join(root, 'packages', name));
  return failures;
}

/** The binary of a version, from the package that the `node` package takes it from. */
function install(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(folder, version);
  const args = [
    'install',
    '--prefix',
    prefix,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  execFileSync('npm', [...args, `${name}@${version}`], { cwd: folder, stdio: 'inherit' });
  const node = join(prefix, 'node_modules', name, 'bin', 'node');
  if (!existsSync(node)) throw new Error(`${name}@${version} has no bin/node`);
  return node;
}
