import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBinaries } from './binary-facts.ts';
import { nodePackageFolder, type NodeRelease } from './node-releases.ts';
import { cacheFolder } from './places.ts';

/** What an addon may ask Node for. */
export function nodeExports(release: NodeRelease, os: 'linux' | 'darwin'): ReadonlySet<string> {
  const nodePackage = release[os];
  const list = join(cacheFolder, 'node-exports', nodePackage.spec);
  if (!existsSync(list)) {
    const names = exportsOf(join(nodePackageFolder(nodePackage), 'bin/node'));
    mkdirSync(dirname(list), { recursive: true });
    writeFileSync(list, names.join('\n'));
  }
  return new Set(readFileSync(list, 'utf8').split('\n'));
}

function exportsOf(path: string): readonly string[] {
  const [facts] = readBinaries([path]);
  if (facts === undefined || facts.format === 'unknown') throw new Error(`${path} is no binary`);
  return facts.exports;
}
