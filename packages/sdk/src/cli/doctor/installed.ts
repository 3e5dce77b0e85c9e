import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { resolveFrom, versionOf } from 'optional-package';
import type { Installed } from './report.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A file that stands for the application, so that packages are resolved as the application resolves them. */
export function applicationFile(): string {
  return join(process.cwd(), 'application.js');
}

/** The package that `from` would load under this name; undefined if there is none. */
export function installed(name: string, from: string): Installed | undefined {
  // Some packages have no main file, and many do not export their package.json.
  const file = resolveFrom(from, `${name}/package.json`) ?? resolveFrom(from, name);
  const found = file && versionOf(name, file);
  return found ? { name, version: found.version, folder: realpathSync(found.folder) } : undefined;
}

/** Names of the packages that the manifest in a folder depends on. */
export function dependenciesIn(folder: string): string[] {
  const { dependencies, devDependencies } = manifestIn(folder);
  return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
}

function manifestIn(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
}
