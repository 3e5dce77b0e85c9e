import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** As in the names of packages that bring a binary. */
export const platform = `${process.platform}-${process.arch}`;

/** Where an addon may be. */
export interface AddonPlaces {
  /** `import.meta.url` of the package. */
  readonly from: string;
  /** The file that node-gyp leaves, seen from there. */
  readonly built: string;
  /** The package for this platform, or a file in it. */
  readonly installed: string;
}

/**
 * The addon that was built in the package's folder, else the installed one. Gives what was in the way where neither loads.
 */
export function requireAddon({ from, built, installed }: AddonPlaces): unknown {
  const errors: unknown[] = [];
  // Looking for a package that is not there takes a look into each folder up to the root.
  const paths = isThere(built, from) ? [built, installed] : [installed, built];
  for (const path of paths) {
    try {
      return createRequire(from)(path);
    } catch (error) {
      errors.push(error);
    }
  }
  return new AggregateError(errors, `no binary for ${platform} and Node ${process.version}`);
}

/** False as well where a bundler has made no URL of `import.meta.url`. */
function isThere(path: string, from: string): boolean {
  try {
    return existsSync(new URL(path, from));
  } catch {
    return false;
  }
}
