import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest, type Manifest } from './manifest.ts';
import { relativeTargets } from './portable-links.ts';

/** A `binding.gyp` in the root makes npm compile, although no script says so. */
const kInstallScripts = ['preinstall', 'install', 'postinstall', 'prepare'];
const kPages = ['LICENSE', 'README.md'];

/**
 * What is wrong with a package as it was packed.
 * @param folder the folder that was packed
 * @param files what npm put into the tarball
 * @param required files that have to be there
 */
export function problemsOf(
  folder: string,
  files: readonly string[],
  required: readonly string[],
): string[] {
  const manifest = readManifest(folder);
  const { name, scripts = {} } = manifest;
  const wanted = [...kPages, ...entryPoints(manifest), ...required];
  const missing = wanted.filter((file) => !files.includes(file));
  const problems = [
    ...missing.map((file) => `has no ${file}`),
    ...kInstallScripts.filter((script) => script in scripts).map((script) => `runs ${script}`),
    ...(files.includes('binding.gyp') ? ['has a binding.gyp, which npm would build'] : []),
    ...(files.some((file) => file.startsWith('native/')) ? ['ships the sources of its addon'] : []),
    ...deadLinks(join(folder, 'README.md')).map((target) => `has a README that links to ${target}`),
  ];
  return problems.map((problem) => `${name} ${problem}`);
}

/** The files that other modules and commands start from, as the manifest names them. */
export function entryPoints({ main, types, bin, exports }: Manifest): string[] {
  const leaves = [main, types, bin, exports].flatMap(leavesOf);
  return [...new Set(leaves.map((path) => path.replace(/^\.\//, '')))];
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function deadLinks(page: string): string[] {
  return existsSync(page) ? relativeTargets(readFileSync(page, 'utf8')) : [];
}
