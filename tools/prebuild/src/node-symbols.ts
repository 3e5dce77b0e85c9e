import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBinaries } from './binary-facts.ts';
import type { NodeRelease } from './node-releases.ts';
import { npmPackageFolder } from './npm-package.ts';
import { cacheFolder } from './places.ts';

/**
 * What an addon may ask Node for: what it exports, and what it imports itself, such as `operator new` from the C++ library, as the
 * process has that too.
 */
export function nodeSymbols(release: NodeRelease, os: 'linux' | 'darwin'): ReadonlySet<string> {
  const nodePackage = release[os];
  const list = join(cacheFolder, 'node-symbols', nodePackage.spec);
  if (!existsSync(list)) {
    const names = symbolsOf(join(npmPackageFolder(nodePackage), 'bin/node'));
    mkdirSync(dirname(list), { recursive: true });
    writeFileSync(list, names.join('\n'));
  }
  return new Set(readFileSync(list, 'utf8').split('\n'));
}

function symbolsOf(path: string): string[] {
  const [facts] = readBinaries([path]);
  if (facts === undefined || facts.format === 'unknown') throw new Error(`${path} is no binary`);
  return [...facts.exports, ...facts.imports.map(({ name }) => name)];
}
