/**
 * Runs the built packages on other versions of Node than the pinned one: the smoke test beside this file, then the
 * tests of the packages that hold native code, load it, or hook into Node. That one binary serves every version is part
 * of what is tested; only `context-native` has one for each ABI of Node, which is built here.
 *
 *     npm run build && node tools/node-versions/main.mjs [--sample] 22 26
 *
 * With `--sample` only those tests run that meet what differs between versions: loading, contexts, threads, the end of a process.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildContextAddon, installNode } from './install.mjs';

/** Packages, and which of their test files are in the sample. */
const packages = {
  'context-native': '.',
  'native-core': '/(batches|processes|metric-processes|spool)\\.test',
  'exporter-otlp-local': '/loading\\.test',
  instrumentations: '/(both|connections|idle|loading|options|other)\\.test',
  'logs-bridges': '/(pino|winston|bunyan|console)\\.test',
  'metrics-system': '/processes\\.test',
  sdk: '/(register|traces)\\.test',
};

/** Packages whose tests run under Node's own test runner. They are short, and all in the sample. */
const nodeTested = ['module-hook'];

/** Before version 24 Node keeps its contexts in frames only when asked. */
const kFrameFlag = '--experimental-async-context-frame';

const root = dirname(dirname(import.meta.dirname));
const jest = join(
  dirname(createRequire(import.meta.url).resolve('jest/package.json')),
  'bin/jest.js',
);
const { values, positionals: versions } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'boolean', default: false } },
});
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
  const node = installNode(version, join(folder, version));
  const name = `Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`;
  const failures = [];
  const run = (what, args, cwd, options = '') => {
    console.log(`\n--- ${name}: ${what} ${options}`);
    // Child processes of the tests that say just "node" get the same one.
    const PATH = dirname(node) + delimiter + process.env.PATH;
    const env = { ...process.env, PATH, NODE_OPTIONS: options };
    if (spawnSync(node, args, { cwd, env, stdio: 'inherit' }).status !== 0)
      failures.push(`${name}: ${what}`);
  };
  run('smoke test', [join(import.meta.dirname, 'smoke.mjs')], root);
  buildContextAddon(node);
  for (const [name, sample] of Object.entries(packages))
    run(name, values.sample ? [jest, sample] : [jest], join(root, 'packages', name));
  for (const name of nodeTested)
    run(name, ['--test', 'test/**/*.test.ts'], join(root, 'packages', name));
  if (version.startsWith('22'))
    run('context-native', [jest], join(root, 'packages/context-native'), kFrameFlag);
  return failures;
}
