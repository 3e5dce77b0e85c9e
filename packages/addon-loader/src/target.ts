import { realpathSync } from 'node:fs';
import { readFileHead } from './file-head.ts';

/**
 * The names of the prebuilt folders that this process can load from, the likeliest first, such as `linux-x64` or
 * `linuxmusl-arm64`. Where Node was started through the dynamic linker its libc cannot be seen: then both are tried,
 * as a binary for the other one does not load and does no harm.
 */
export function prebuiltTargets(): string[] {
  const { arch, platform } = process;
  if (platform !== 'linux') return [`${platform}-${arch}`];
  const libc = libcOf('/proc/self/exe');
  if (libc === 'glibc') return [`linux-${arch}`];
  if (libc === 'musl') return [`linuxmusl-${arch}`];
  return [`linux-${arch}`, `linuxmusl-${arch}`];
}

/**
 * The libc of an executable. Reading it takes 0.1 ms; `process.report` knows it too, but takes 6 ms and looks up the
 * names of all network interfaces.
 */
export function libcOf(executable: string): 'glibc' | 'musl' | undefined {
  try {
    // The dynamic linker that it names stands within its first bytes, right behind the program headers.
    const { head } = readFileHead(executable);
    if (head.includes('/ld-musl-')) return 'musl';
    if (head.includes('/ld-linux')) return 'glibc';
    // musl's linker would take another libc's name for its own, and load what was built for that.
    return realpathSync(executable).includes('musl') ? 'musl' : undefined;
  } catch {
    return undefined;
  }
}
