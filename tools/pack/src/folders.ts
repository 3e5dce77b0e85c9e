import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const repositoryFolder = dirname(dirname(dirname(import.meta.dirname)));
export const tarballFolder = join(repositoryFolder, 'dist/tarballs');

/** The folder of every package that is published. */
export function packageFolders(): string[] {
  const packages = join(repositoryFolder, 'packages');
  return readdirSync(packages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(packages, entry.name))
    .toSorted();
}
