/** What a binary is built for. The name is that of its folder in `prebuilds`. */
export interface Target {
  readonly name: string;
  readonly os: 'linux' | 'darwin';
  readonly libc: 'glibc' | 'musl' | 'libSystem';
  readonly arch: 'x64' | 'arm64';
  /** As zig names it, with the oldest system that the binary runs on. */
  readonly triple: string;
}

/** Debian 10, RHEL 8, Amazon Linux 2023 and all that is newer have it. */
export const kGlibcFloor = '2.28';
export const kMacFloor = '12.0';

export const targets: readonly Target[] = [
  linux('linux-x64', 'glibc', 'x64'),
  linux('linux-arm64', 'glibc', 'arm64'),
  linux('linuxmusl-x64', 'musl', 'x64'),
  linux('linuxmusl-arm64', 'musl', 'arm64'),
  darwin('darwin-x64', 'x64'),
  darwin('darwin-arm64', 'arm64'),
];

/** Throws where a name is none of a target. */
export function targetsNamed(names: readonly string[]): Target[] {
  return names.map((name) => {
    const target = targets.find((target) => target.name === name);
    if (target !== undefined) return target;
    throw new Error(
      `No target "${name}". There are: ${targets.map(({ name }) => name).join(', ')}`,
    );
  });
}

function linux(name: string, libc: 'glibc' | 'musl', arch: Target['arch']): Target {
  const abi = libc === 'glibc' ? `gnu.${kGlibcFloor}` : 'musl';
  return { name, os: 'linux', libc, arch, triple: `${zigArch(arch)}-linux-${abi}` };
}

function darwin(name: string, arch: Target['arch']): Target {
  const triple = `${zigArch(arch)}-macos.${kMacFloor}`;
  return { name, os: 'darwin', libc: 'libSystem', arch, triple };
}

function zigArch(arch: Target['arch']): string {
  return arch === 'x64' ? 'x86_64' : 'aarch64';
}
