import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Versions from the first to before the last. */
export interface VersionRange {
  /** The first version that works. */
  readonly atLeast: string;
  /** The first version behind it that may not. */
  readonly below: string;
}

/** The range as npm writes it. */
export function rangeOf({ atLeast, below }: VersionRange): string {
  return `>=${atLeast} <${below}`;
}

export function isWithin(version: string, { atLeast, below }: VersionRange): boolean {
  return compare(version, atLeast) >= 0 && compare(version, below) < 0;
}

/** A pre-release comes before its release; pre-releases of one version count as equal. */
function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.includes('-')) - Number(a.includes('-'));
}

function numbers(version: string): number[] {
  return version.split(/[-+]/, 1)[0]!.split('.').map(Number);
}

/** A package's folder and version. */
export interface PackageFolder {
  readonly folder: string;
  readonly version: string;
}

/**
 * The package of this name that holds a file. Its `package.json` is read from the disk, as many packages export none.
 * Undefined for a file that was copied elsewhere, as bundlers do.
 */
export function versionOf(name: string, file: string): PackageFolder | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = readManifest(folder);
    if (found?.name === name && found.version !== undefined)
      return { folder, version: found.version };
    if (folder === dirname(folder)) return undefined;
  }
}

function readManifest(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  } catch {
    return undefined;
  }
}
