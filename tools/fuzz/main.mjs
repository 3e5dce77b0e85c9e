/**
 * Builds and runs the fuzz targets (`packages/*\/native/fuzz/*-fuzz.cpp`) from their corpora, each for so long, as many at
 * a time as there are processors:
 *
 *     npm run fuzz -- [--seconds 60] [--target NAME] [--install]
 *
 * They need clang with libFuzzer: `CXX`, or the first of clang++, clang++-20 … clang++-14 that has it. Without one nothing
 * runs and nothing fails; with `--install` it is got from the system's packages first, as root, and has to be there
 * then. What an input breaks is left in the target's build folder as `crash-…`; mended, it goes into the corpus.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string', default: '' },
    install: { type: 'boolean', default: false },
  },
});

function findClang() {
  const versions = Array.from({ length: 7 }, (_, i) => `clang++-${20 - i}`);
  return [process.env.CXX, 'clang++', ...versions].find((name) => name && hasFuzzer(name));
}

function hasFuzzer(compiler) {
  const source = 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }';
  const args = ['-x', 'c++', '-', '-std=c++20', '-fsanitize=fuzzer,address', '-o', '/dev/null'];
  return spawnSync(compiler, args, { input: source }).status === 0;
}

function install() {
  if (process.getuid?.() !== 0) return;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const packages = ['clang', 'libclang-rt-dev'];
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
  });
}

async function finished(command, args, cwd) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const [status] = await once(child, 'close');
  return { status, stderr };
}

/** Gives the sources whose targets failed. */
async function fuzzAll(sources) {
  const waiting = [...sources];
  const failed = [];
  const work = async () => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      if (!(await fuzz(source))) failed.push(source);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failed;
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  return status === 0;
}

async function fuzz(source) {
  const folder = dirname(source);
  const target = basename(source, '.cpp');
  // New inputs are kept apart from those in the repository.
  const found = join('build', `found-${target}`);
  mkdirSync(join(folder, found), { recursive: true });
  const limits = [
    `-max_total_time=${values.seconds}`,
    '-timeout=10',
    '-rss_limit_mb=2048',
    '-max_len=16384',
  ];
  const output = ['-print_final_stats=1', '-artifact_prefix=build/'];
  const args = [...limits, ...output, found, join('corpus', target)];
  const { status, stderr } = await finished(`build/${target}`, args, folder);
  const runs = /number_of_executed_units: +(\d+)/.exec(stderr)?.[1];
  console.log(
    `${target}: ${runs} inputs in ${values.seconds} s, ${status === 0 ? 'no finding' : 'a FINDING'}`,
  );
  if (status !== 0) console.error(stderr.slice(-10_000));
  return status === 0;
}

if (values.install && findClang() === undefined) install();
const clang = findClang();
if (clang === undefined) {
  console.log('No clang with libFuzzer here: the fuzz targets are skipped.');
  process.exitCode = values.install ? 1 : 0;
} else {
  const sources = globSync(join(root, 'packages/*/native/fuzz/*-fuzz.cpp'))
    .filter((source) => basename(source).includes(values.target))
    .sort();
  const folders = [...new Set(sources.map((source) => dirname(source)))];
  const built = folders.every((folder) =>
    run('make', ['-s', `-j${availableParallelism()}`, `CXX=${clang}`], folder),
  );
  const failed = built ? await fuzzAll(sources) : ['the build'];
  for (const source of failed) console.error(`FAILED: ${basename(source)}`);
  process.exitCode = failed.length === 0 && sources.length > 0 ? 0 : 1;
}
