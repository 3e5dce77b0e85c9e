import { globSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackageFolder, releases, type NpmPackage } from 'prebuild';
import { debianFiles } from './debian.ts';
import { muslNode } from './musl-node.ts';
import { npmRuntimes } from './npm-runtimes.ts';
import type { Launcher, Platform } from './platform.ts';

const [node22, node24, node26] = releases.map(({ linux }) => linux) as [
  NpmPackage,
  NpmPackage,
  NpmPackage,
];

/** Node's official binaries need the C++ library of the system beside its libc. */
const kNodeLibraries = ['libc6', 'libstdc++6', 'libgcc-s1'] as const;

/** The oldest release of each line, since what runs there runs on those after it; `test:node-versions` has the newest. */
export const platforms: readonly Platform[] = [
  { ...glibc('x64-glibc-22', node22), contextMode: 'async-local-storage' },
  glibc('x64-glibc-24', node24),
  glibc('x64-glibc-26', node26),
  { name: 'x64-glibc-2.31', target: 'linux-x64', prepare: onGlibc231 },
  { name: 'x64-musl-24', target: 'linuxmusl-x64', prepare: onMusl },
  { name: 'arm64-glibc-24', target: 'linux-arm64', prepare: onArmGlibc, isEmulated: true },
  { name: 'arm64-musl-24', target: 'linuxmusl-arm64', prepare: onArmMusl, isEmulated: true },
  withoutContextAddon(glibc('x64-glibc-23', npmRuntimes.node23)),
  withoutContextAddon(glibc('x64-glibc-25', npmRuntimes.node25)),
  otherRuntime('x64-bun', ['--preload', '@otel-native/sdk/register'], () => [
    join(npmPackageFolder(npmRuntimes.bun), 'bin/bun'),
  ]),
  otherRuntime('x64-deno', ['--preload', './telemetry.mjs'], () => [
    join(npmPackageFolder(npmRuntimes.deno), 'deno'),
    'run',
    '--allow-all',
  ]),
];

function glibc(name: string, node: NpmPackage): Platform {
  const prepare = () => launcher(join(npmPackageFolder(node), 'bin/node'));
  return { name, target: 'linux-x64', prepare };
}

/** Lines of Node that are not supported for long have no binary of `context-native`. */
function withoutContextAddon(platform: Platform): Platform {
  return {
    ...platform,
    contextMode: 'async-local-storage',
    missing: ['context'],
    logLevel: 'info',
  };
}

/** Runtimes with Node-API, but neither V8's interface nor all of libuv. */
function otherRuntime(
  name: string,
  preload: readonly string[],
  command: () => [string, ...string[]],
): Platform {
  const prepare = () => launcher(...command());
  return {
    ...{ name, target: 'linux-x64', prepare, preload },
    contextMode: 'async-local-storage',
    missing: ['context', 'metrics'],
  };
}

/** Debian 11's libc, through its own dynamic linker. */
function onGlibc231(): Launcher {
  const files = debianFiles('bullseye', 'amd64', kNodeLibraries);
  const libraries = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'];
  return launcher(
    join(files, 'lib/x86_64-linux-gnu/ld-2.31.so'),
    ...['--library-path', libraries.map((folder) => join(files, folder)).join(':')],
    join(npmPackageFolder(npmRuntimes.node24), 'bin/node'),
  );
}

/** Debian 13's musl 1.2.5: Node does not start on the 1.2.3 of Debian 12. */
function onMusl(): Launcher {
  return launcher(muslLinker('amd64', 'x86_64'), muslNode('x86_64'));
}

function onArmGlibc(): Launcher {
  const files = debianFiles('bookworm', 'arm64', kNodeLibraries);
  return launcher(
    emulator(),
    '-L',
    files,
    join(npmPackageFolder(npmRuntimes.nodeArm64), 'bin/node'),
  );
}

function onArmMusl(): Launcher {
  return launcher(emulator(), muslLinker('arm64', 'aarch64'), muslNode('aarch64'));
}

function muslLinker(arch: 'amd64' | 'arm64', machine: string): string {
  const files = debianFiles('trixie', arch, ['musl']);
  return join(files, globSync(`{,usr/}lib/${machine}-linux-musl/libc.so`, { cwd: files })[0]!);
}

function emulator(): string {
  return join(
    debianFiles('bookworm', 'amd64', ['qemu-user-static']),
    'usr/bin/qemu-aarch64-static',
  );
}

function launcher(command: string, ...args: string[]): Launcher {
  return { command, args };
}
