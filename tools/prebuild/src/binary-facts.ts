import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { python } from '../../venv.ts';
import { root } from './places.ts';

export interface Import {
  readonly name: string;
  /** A version of glibc's, or "libSystem"; null where whoever has the name may provide it. */
  readonly version: string | null;
}

/** What python/read-binaries.py reads in a file. */
export type BinaryFacts = { readonly bytes: number } & (ElfFacts | MachOFacts | UnknownFormat);

interface LibraryFacts {
  readonly machine: string;
  readonly needed: readonly string[];
  readonly exports: readonly string[];
  readonly imports: readonly Import[];
}

export interface ElfFacts extends LibraryFacts {
  readonly format: 'elf';
  readonly executableStack: boolean;
}

export interface MachOFacts extends LibraryFacts {
  readonly format: 'mach-o';
  readonly minimumSystem: string;
}

interface UnknownFormat {
  readonly format: 'unknown';
}

export function readBinaries(paths: readonly string[]): BinaryFacts[] {
  const script = join(root, 'tools/prebuild/python/read-binaries.py');
  const output = execFileSync(python, [script, ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // LIEF warns about sections that stripping removed.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as BinaryFacts);
}
