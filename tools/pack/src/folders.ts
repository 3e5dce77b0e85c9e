import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const repositoryFolder = dirname(dirname(dirname(import.meta.dirname)));
export const tarballFolder = join(repositoryFolder, 'dist/tarballs');

/** The folder of every package that is published. */
export function packageFolders(): string[] {
  return globSync(join(repositoryFolder, 'packages/*/package.json'))
    .filter((file) => !isPrivate(file))
    .map((file) => dirname(file))
    .toSorted();
}

/** Some packages are only a part of others. */
function isPrivate(manifestFile: string): boolean {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { private?: boolean };
  return manifest.private === true;
}
