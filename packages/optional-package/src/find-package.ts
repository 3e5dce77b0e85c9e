import { createRequire } from 'node:module';
import { applicationFiles } from './application.ts';
import { isWithin, versionOf, type VersionRange } from './version.ts';

/** A package that works when the application has it installed. */
export interface OptionalPackage extends VersionRange {
  readonly name: string;
  /** The package whose dependency it is, where applications do not install it themselves. */
  readonly through?: string;
}

/** An installed package. */
export interface FoundPackage {
  /** The file to load. */
  readonly path: string;
  /** Undefined where no `package.json` says it. */
  readonly version?: string;
  readonly folder?: string;
  /** True as well where the version is not known. */
  readonly isSupported: boolean;
}

/**
 * Looks for a package as the application would, then as the file `from` would. Returns the first one of a supported
 * version, else the first one.
 */
export function findPackage(
  wanted: OptionalPackage,
  from: string | undefined,
): FoundPackage | undefined {
  let first: FoundPackage | undefined;
  for (const start of [...applicationFiles(), from]) {
    const path = start && pathOf(wanted, start);
    if (!path) continue;
    const found = describe(wanted, path);
    if (found.isSupported) return found;
    first ??= found;
  }
  return first;
}

function pathOf({ name, through }: OptionalPackage, start: string): string | undefined {
  const owner = through && resolveFrom(start, through);
  return (owner && resolveFrom(owner, name)) ?? resolveFrom(start, name);
}

function describe(wanted: OptionalPackage, path: string): FoundPackage {
  const found = versionOf(wanted.name, path);
  return { path, ...found, isSupported: found === undefined || isWithin(found.version, wanted) };
}

/** Where a module is for the file `start`; undefined when it is not there. */
export function resolveFrom(start: string, specifier: string): string | undefined {
  try {
    return createRequire(start).resolve(specifier);
  } catch {
    return undefined;
  }
}
