/** What an application can import: the entry points of the published packages, as their built types describe them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface EntryPoint {
  /** What an application writes behind `from`. */
  readonly name: string;
  /** The absolute path of its built declarations. */
  readonly types: string;
}

interface Manifest {
  readonly name: string;
  /** Packages of C++ sources alone have none. */
  readonly exports?: Readonly<Record<string, string | { import?: { types?: string } }>>;
}

/** The preload exports nothing: an application names it, and never imports anything from it. */
const withoutExports = new Set(['@otel-native/sdk/register']);

export function entryPoints(packagesFolder: string): EntryPoint[] {
  return readdirSync(packagesFolder).flatMap((folder) => entriesOf(join(packagesFolder, folder)));
}

function entriesOf(folder: string): EntryPoint[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(manifest.exports ?? {}).flatMap(([path, target]) => {
    const types = typeof target === 'string' ? undefined : target.import?.types;
    const name = manifest.name + path.slice(1);
    return types === undefined || withoutExports.has(name)
      ? []
      : [{ name, types: join(folder, types) }];
  });
}
