import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { python } from '../../venv.ts';
import type { Job } from './addons.ts';
import { headersFolder } from './node-releases.ts';
import { cacheFolder, fromRoot, root } from './places.ts';

const exportsMap = join(root, 'tools/prebuild/exports.map');

/**
 * All of an addon in one translation unit: the headers, which take most of the time, are compiled once instead of 24 to 44
 * times, and the optimizer sees the whole.
 */
export async function compile(job: Job, output: string): Promise<void> {
  const unit = `${output}.cpp`;
  const object = `${output}.o`;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(unit, translationUnit(job));
  try {
    await zig([...compilerArguments(job), '-c', fromRoot(unit), '-o', fromRoot(object)]);
    await zig([...linkerArguments(job), fromRoot(object), '-o', fromRoot(output)]);
  } catch (error) {
    const what = `${basename(job.output)} for ${job.target.name}`;
    throw new Error(`${what} does not compile:\n${(error as { stderr?: string }).stderr}`, {
      cause: error,
    });
  }
  rmSync(unit);
  rmSync(object);
}

export function translationUnit({ gyp }: Job): string {
  return gyp.sources.map((source) => `#include "${source}"\n`).join('');
}

export async function zig(args: readonly string[]): Promise<void> {
  const env = {
    ...process.env,
    ZIG_GLOBAL_CACHE_DIR: join(cacheFolder, 'zig'),
    ZIG_LOCAL_CACHE_DIR: join(cacheFolder, 'zig'),
  };
  await promisify(execFile)(python, ['-m', 'ziglang', ...args], { cwd: root, env });
}

/** With the contents of the files, all that decides about the object. */
export function compilerArguments({ gyp, release, target }: Job): string[] {
  return [
    ...['c++', '-target', target.triple, '-fPIC', '-O2'],
    ...gyp.compilerFlags,
    // As Node's own settings for addons: neither is used.
    ...['-fno-exceptions', '-fno-rtti'],
    ...['-ffunction-sections', '-fdata-sections', '-D_FILE_OFFSET_BITS=64'],
    `-ffile-prefix-map=${root}=.`,
    ...gyp.defines.map((define) => `-D${define}`),
    ...['-DBUILDING_NODE_EXTENSION', `-DNODE_GYP_MODULE_NAME=${gyp.name}`],
    `-I${fromRoot(gyp.folder)}`,
    ...gyp.includeFolders.map((folder) => includeFlag(fromRoot(folder))),
    includeFlag(fromRoot(headersFolder(release))),
  ];
}

/** Headers of others are none of ours to warn about. */
function includeFlag(folder: string): string {
  return folder.includes('node_modules') ? `-isystem${folder}` : `-I${folder}`;
}

export function linkerArguments({ addon, output, target }: Job): string[] {
  return [
    ...['c++', '-target', target.triple, '-shared', '-s'],
    // All that it needs of the C++ library is operator new and delete, which Node exports.
    ...(addon.usesV8 ? ['-nostdlib++'] : []),
    ...(target.os === 'linux' ? kLinuxLinkerFlags : kMacLinkerFlags),
    ...(target.os === 'linux' ? [] : ['-install_name', `@rpath/${basename(output)}`]),
  ];
}

const kLinuxLinkerFlags = [
  '-Wl,--gc-sections',
  '-Wl,-z,noexecstack',
  `-Wl,--version-script=${fromRoot(exportsMap)}`,
];

/** Node's names are looked up in the process, which exports them. */
const kMacLinkerFlags = ['-Wl,-undefined,dynamic_lookup', '-Wl,-dead_strip'];
