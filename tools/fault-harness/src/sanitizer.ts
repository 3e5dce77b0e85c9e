import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Sanitizer = 'address' | 'thread' | 'none';

const kLoadingProgram = fileURLToPath(new URL('load-addons.ts', import.meta.url));
const kNative = fileURLToPath(new URL('../native', import.meta.url));
/** A finding ends the process with a code that nothing else has. */
const kOptions = 'halt_on_error=1:exitcode=99';
const kLibraries = { address: ['libasan.so', 'libubsan.so'], thread: ['libtsan.so'] } as const;

export function sanitizerOf(text: string): Sanitizer {
  if (text === 'address' || text === 'thread' || text === 'none') return text;
  throw new TypeError(`--sanitize ${text}: it is address, thread or none`);
}

/** Runs the Makefile in `native/`, and gives the folder with what it made. */
export function buildNative(sanitizer: Sanitizer, ...args: readonly string[]): string {
  const flavour = sanitizer === 'none' ? '' : sanitizer;
  const { status } = spawnSync('make', ['-s', '-j2', `SANITIZE=${flavour}`, ...args], {
    cwd: kNative,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('make failed');
  return join(kNative, 'build', flavour === '' ? 'plain' : flavour);
}

/**
 * The variables with which Node runs our addons with a sanitizer; none without one. Node itself is as ever, so that leaks at
 * its end would be its own.
 */
export function sanitizedEnvironment(sanitizer: Sanitizer): Record<string, string> {
  if (sanitizer === 'none') return {};
  const platform = `${process.platform}-${process.arch}`;
  const folder = buildNative(
    sanitizer,
    'addons',
    `ABI=${process.versions.modules}`,
    `NODE_HEADERS=${nodeHeaders(platform)}`,
    `NODE_ADDON_API=${folderOf('node-addon-api')}`,
  );
  const environment = {
    LD_PRELOAD: kLibraries[sanitizer].map(pathOfLibrary).join(' '),
    OTEL_NATIVE_ADDON_DIR: join(folder, 'addons'),
    ASAN_OPTIONS: `${kOptions}:detect_leaks=0`,
    UBSAN_OPTIONS: `${kOptions}:print_stacktrace=1`,
    TSAN_OPTIONS: `exitcode=0:log_path=${join(reports(), 'thread')}`,
  };
  checkThatAddonsLoad(environment);
  return environment;
}

let reportFolder: string | undefined;

function reports(): string {
  return (reportFolder ??= mkdtempSync(join(tmpdir(), 'fault-harness-reports-')));
}

/**
 * What ThreadSanitizer has found until now that is about our addons. Of Node, which is built without it, it sees the memory
 * and not what orders the accesses: it finds much in V8's own threads, and takes a descriptor or memory that Node gave back for
 * shared. So it counts where each access is ours; what Node frees too early is found by AddressSanitizer.
 */
export function threadFindings(): string[] {
  if (reportFolder === undefined) return [];
  const texts = readdirSync(reportFolder).map((name) =>
    readFileSync(join(reports(), name), 'utf8'),
  );
  rmSync(reportFolder, { recursive: true });
  return texts.flatMap((text) => text.split('==================')).filter(isOurs);
}

/** @param report of ThreadSanitizer */
export function isOurs(report: string): boolean {
  const stacks = report.split('\n\n').map((stack) => stack.split('\n'));
  const accesses = stacks.filter((lines) => lines.some((line) => / of size \d+ at /.test(line)));
  // Who made a thread says nothing about what it did.
  const lines = report.split(/^ {2}Thread /m, 1)[0]?.split('\n') ?? [];
  return accesses.length > 0 ? accesses.every(isOurAccess) : lines.some(isOurFrame);
}

function isOurAccess(lines: readonly string[]): boolean {
  const frames = lines.filter((line) => /^ +#\d+ /.test(line));
  const first = frames.find((line) => !/\((libtsan|libstdc\+\+|libc)\.so/.test(line));
  return first !== undefined && isOurFrame(first);
}

function isOurFrame(line: string): boolean {
  return line.includes('(otel_native_');
}

/** The packages would look for other addons, and nothing would be tested: what the process has mapped is what counts. */
function checkThatAddonsLoad(environment: Record<string, string>): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [kLoadingProgram], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the addons do not load: ${stderr}`);
  const loaded = JSON.parse(stdout) as (string | null)[];
  const folder = environment['OTEL_NATIVE_ADDON_DIR']!;
  const others = loaded.filter((path) => path === null || dirname(path) !== folder);
  if (others.length > 0 || loaded.length !== readdirSync(folder).length)
    throw new Error(`not only the addons of ${folder} are loaded: ${loaded.join()}`);
}

function pathOfLibrary(name: string): string {
  const compiler = process.env['CXX'] ?? 'c++';
  return execFileSync(compiler, [`-print-file-name=${name}`], { encoding: 'utf8' }).trim();
}

/** The pinned Node brings its headers. */
function nodeHeaders(platform: string): string {
  return join(folderOf('node'), 'node_modules', `node-${platform}`, 'include/node');
}

function folderOf(name: string): string {
  const require = createRequire(fileURLToPath(import.meta.resolve('@otel-native/native-core')));
  return dirname(require.resolve(`${name}/package.json`));
}
