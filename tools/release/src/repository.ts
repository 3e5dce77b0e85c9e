/**
 * The repository's address stands in the root package.json; this command writes it there and into every published package,
 * from which npm, provenance and the links of packed READMEs take it:
 *
 *     npm run repository -- https://github.com/acme/otel-native      set it
 *     npm run repository -- --check                                  fail where a package differs from the root
 */
import { join } from 'node:path';

import { publishedPackages, readJson, writeJson, workspaceRoot } from './workspace.ts';
import type { Manifest } from './workspace.ts';

/** Stands where nobody has set an address yet; publishing refuses it. */
const placeholderOwner = 'OWNER';

export function isPlaceholder(url: string): boolean {
  return new URL(webAddress(url)).pathname.split('/')[1] === placeholderOwner;
}

/** `https://github.com/acme/otel-native`, from what stands in a package.json. */
export function webAddress(url: string): string {
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}

export function setRepository(root: string, address: string): void {
  const { protocol } = new URL(address);
  if (protocol !== 'https:') throw new Error(`${address} is no https address.`);
  const file = join(root, 'package.json');
  const url = `git+${webAddress(address.replace(/\/$/, ''))}.git`;
  writeJson(file, { ...readJson<Manifest>(file), repository: { type: 'git', url } });
  for (const { folder, manifest } of publishedPackages(root))
    writeJson(join(root, folder, 'package.json'), { ...manifest, ...linksOf(url, folder) });
}

/** The packages whose links are not those that the root's address gives. */
export function differingPackages(root: string): string[] {
  const { repository } = readJson<Manifest>(join(root, 'package.json'));
  if (repository === undefined) return ['package.json'];
  return publishedPackages(root)
    .filter(({ folder, manifest }) => {
      const { repository: own, homepage, bugs } = manifest;
      const links = { repository: own, homepage, bugs };
      return JSON.stringify(links) !== JSON.stringify(linksOf(repository.url, folder));
    })
    .map(({ folder }) => folder);
}

function linksOf(url: string, folder: string) {
  const web = webAddress(url);
  return {
    repository: { type: 'git', url, directory: folder },
    homepage: `${web}/tree/main/${folder}#readme`,
    bugs: `${web}/issues`,
  } as const;
}

function main([argument]: string[]): void {
  if (argument === undefined) throw new Error('Name the address, or --check.');
  if (argument !== '--check') return setRepository(workspaceRoot, argument);
  const differing = differingPackages(workspaceRoot);
  for (const folder of differing)
    console.error(`${folder}: repository, homepage or bugs differ from the root package.json`);
  if (differing.length > 0) console.error('Run: npm run repository -- <the root address>');
  process.exitCode = differing.length === 0 ? 0 : 1;
}

if (import.meta.main) main(process.argv.slice(2));
