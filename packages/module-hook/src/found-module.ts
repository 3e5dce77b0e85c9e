import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isWithin, type VersionRange } from 'optional-package';

/** Selects a file of a package in a range of versions. */
export interface WantedModule extends VersionRange {
  /** Name of the package, as its `package.json` has it. */
  readonly name: string;
  /** A file of the package, such as `lib/layer.js`. Default: what `require(name)` loads. */
  readonly file?: string;
}

/** A file of an installed package. */
export interface FoundModule {
  readonly path: string;
  readonly folder: string;
  readonly version: string;
}

/** Matches the folder of a package, also inside another package's folder. */
const kPackageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/**
 * Describes a file if it is the wanted one in a supported version. The name comes from `package.json`: folders of
 * packages that npm installed under another name do not have it.
 */
export function describeModule(wanted: WantedModule, path: string): FoundModule | undefined {
  const folder = kPackageFolder.exec(path)?.[0];
  const manifest = folder && readManifest(folder);
  if (!manifest || manifest.name !== wanted.name || !manifest.version) return undefined;
  if (!isWithin(manifest.version, wanted) || path !== fileOf(wanted, folder)) return undefined;
  return { path, folder, version: manifest.version };
}

function fileOf({ file }: WantedModule, folder: string): string | undefined {
  return file === undefined ? resolveFrom(folder, folder) : join(folder, file);
}

/** Where a module is for the file or folder `start`; undefined when it is not there. */
export function resolveFrom(start: string, specifier: string): string | undefined {
  try {
    return createRequire(start).resolve(specifier);
  } catch {
    return undefined;
  }
}

function readManifest(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  } catch {
    return undefined;
  }
}
