/**
 * Lints the C++ of all packages: folders include only what lies below them (`floors.ts`), clang-format must have nothing to
 * change, and clang-tidy nothing to say (but not of tests).
 *
 *     node tools/native-lint/src/main.mjs [--fix] [--analyze]
 *
 * clang-tidy reads all sources of a folder as one unit, as their headers take most of its time, and leaves its static analyzer out:
 * that looks at the functions of one source at a time, and takes five times as long as everything else. `--analyze` runs it too.
 * The tools come from `requirements.txt`, which is installed into `.venv` when it is not there: LLVM's own releases as
 * wheels, so that every machine formats alike. With `--fix` the files are formatted and clang-tidy does not run.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installPythonTools, venvTool } from '../../venv.ts';
import { checkIncludes } from './check-includes.ts';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../../..');
process.chdir(root);

const files = globSync('{packages,tools}/*/native/**/*.{cpp,hpp}').filter(isOurs).sort();
const fix = process.argv.includes('--fix');
const analyze = process.argv.includes('--analyze');

installPythonTools(join(import.meta.dirname, '../requirements.txt'));
const format = spawnSync(
  venvTool('clang-format'),
  fix ? ['-i', ...files] : ['--dry-run', '-Werror', ...files],
  {
    stdio: 'inherit',
  },
);
console.log(
  `clang-format: ${files.length} files, ${format.status === 0 ? 'all as they should be' : 'see above'}`,
);
const problems = checkIncludes(root);
for (const problem of problems) console.log(problem);
console.log(`includes: ${problems.length === 0 ? 'all as the floors allow' : 'see above'}`);
const failures = fix ? 0 : await tidy(files.filter(isProductSource));
process.exitCode = format.status === 0 && problems.length + failures === 0 ? 0 : 1;

function isOurs(file) {
  return !file.includes('/build/') && !file.includes('node_modules') && !file.endsWith('.gen.hpp');
}

/**
 * Tests, fuzz targets and tools are formatted alike, but build and break things on purpose that clang-tidy warns of. What is
 * for macOS alone needs its headers.
 */
function isProductSource(file) {
  if (file.endsWith('-mac.cpp') && process.platform !== 'darwin') return false;
  return (
    file.startsWith('packages') && file.endsWith('.cpp') && !/\/native\/(test|fuzz)\//.test(file)
  );
}

/** Looks at every unit, as many at a time as there are cores, and returns how many failed. */
async function tidy(sources) {
  const headers = headerFlags();
  const folder = mkdtempSync(join(tmpdir(), 'native-lint-'));
  const units = analyze ? sources.map((source) => [source]) : byFolder(sources);
  const waiting = units.entries();
  let failures = 0;
  const work = async () => {
    for (const [i, unit] of waiting) {
      const output = await tidyUnit(join(folder, `${i}.cpp`), unit, headers);
      if (output === undefined) continue;
      failures++;
      console.log(output);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  rmSync(folder, { recursive: true });
  const what = analyze ? 'sources' : `folders with ${sources.length} sources`;
  console.log(`clang-tidy: ${units.length - failures} ${what} passed, ${failures} failed`);
  return failures;
}

function byFolder(sources) {
  return Object.values(Object.groupBy(sources, (source) => dirname(source)));
}

/** What clang-tidy printed about sources of one folder that it complains about. */
async function tidyUnit(file, sources, headers) {
  const [first] = sources;
  const native = first.slice(0, first.indexOf('/native/') + '/native'.length);
  const flags = ['-std=c++20', `-I${native}`, ...headers];
  const checks = ['-bugprone-suspicious-include', ...(analyze ? [] : ['-clang-analyzer-*'])];
  const options = ['--quiet', '--config-file=.clang-tidy', `--checks=${checks.join()}`];
  writeFileSync(file, sources.map((source) => `#include "${join(root, source)}"\n`).join(''));
  try {
    const seen = analyze ? first : file;
    await promisify(execFile)(venvTool('clang-tidy'), [...options, seen, '--', ...flags]);
    return undefined;
  } catch ({ stdout, stderr }) {
    return stdout + stderr;
  }
}

/** The flags of the packages' binding.gyp and test Makefiles; headers that are not ours count as the system's. */
function headerFlags() {
  const nodeAddonApi = dirname(
    createRequire(join(root, 'packages/native-core/')).resolve('node-addon-api'),
  );
  return [
    '-Ipackages/api-bridge/include',
    '-Ipackages/native-platform/native',
    `-isystem${nodeAddonApi}`,
    `-isystem${nodeHeaders()}`,
    '-DNAPI_VERSION=9',
    '-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_ADDON_API_DISABLE_DEPRECATED',
  ];
}

/** The headers that the pinned `node` package carries, as in tools/build-native.mjs. */
function nodeHeaders() {
  const nodePackage = dirname(require.resolve('node/package.json'));
  const platformPackage = `node-${process.platform}-${process.arch}`;
  const folders = [
    join(nodePackage, 'node_modules', platformPackage),
    join(nodePackage, '..', platformPackage),
  ];
  const found = folders
    .map((folder) => join(folder, 'include/node'))
    .find((folder) => existsSync(folder));
  if (found === undefined)
    throw new Error('The pinned node package has no headers: run "npm run build" first.');
  return found;
}
