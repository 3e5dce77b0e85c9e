import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.ts';

/** A package with a binary for a platform that need not be this one, and the hash that the registry had for it. */
export interface NpmPackage {
  readonly spec: string;
  readonly integrity: string;
}

interface PackedPackage {
  readonly filename: string;
  readonly integrity: string;
}

/** Where the files of a package were unpacked. */
export function npmPackageFolder({ spec, integrity }: NpmPackage): string {
  const folder = join(cacheFolder, 'npm', spec);
  if (existsSync(folder)) return folder;
  const unpacking = `${folder}.${process.pid}`;
  mkdirSync(unpacking, { recursive: true });
  try {
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', unpacking, spec], {
      encoding: 'utf8',
    });
    // An array, and from npm 12 on an object by names.
    const [answer] = Object.values(JSON.parse(packed) as Record<string, PackedPackage>);
    const { filename, integrity: found } = answer!;
    if (found !== integrity) throw new Error(`${spec} is ${found}; ${integrity} was expected`);
    unpack(join(unpacking, filename), unpacking);
    renameSync(unpacking, folder);
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
  return folder;
}

function unpack(archive: string, folder: string): void {
  execFileSync('tar', ['xzf', archive, '-C', folder, '--strip-components=1']);
  rmSync(archive);
}
