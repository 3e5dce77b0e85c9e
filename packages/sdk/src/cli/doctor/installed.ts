import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Installed } from './report.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A file that stands for the application: packages are resolved as it would. */
export function applicationFile(): string {
  return join(process.cwd(), 'application.js');
}

/** The package that a file `from` gets by this name; undefined when it gets none. */
export function installed(name: string, from: string): Installed | undefined {
  const { resolve } = createRequire(from);
  // Some packages have no main file, and many do not export their package.json.
  for (const specifier of [`${name}/package.json`, name]) {
    try {
      const found = packageOf(name, resolve(specifier));
      if (found !== undefined) return found;
    } catch {
      // Not there, or not exported.
    }
  }
  return undefined;
}

/** The package that holds a file. */
function packageOf(name: string, file: string): Installed | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    if (manifest?.name !== name || manifest.version === undefined) continue;
    return { name, version: manifest.version, folder: realpathSync(folder) };
  }
  return undefined;
}

/** Names of the packages that the manifest in a folder depends on. */
export function dependenciesIn(folder: string): string[] {
  const { dependencies, devDependencies } = manifestIn(folder) ?? {};
  return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
}

function manifestIn(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
