import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryFolder, tarballFolder } from './folders.ts';
import { readManifest } from './manifest.ts';
import type { Binary } from './packed-binaries.ts';
import { withPortableLinks } from './portable-links.ts';
import { publishedManifest } from './published-manifest.ts';
import { repositoryAddress } from './repository.ts';
import { runNpm } from './run-npm.ts';

/** What `npm pack --json` prints of one tarball. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Packs one package into `dist/tarballs`. npm decides which files belong to it; they are completed in a folder of their
 * own, so that the checkout stays as it is.
 * @param stage an empty folder; the package is in its `package` afterwards
 */
export function packPackage(folder: string, stage: string, binaries: readonly Binary[]): Packed {
  const [draft] = npmPack(folder, stage);
  if (draft === undefined) throw new Error(`npm packed nothing in ${folder}`);
  execFileSync('tar', ['-xzf', join(stage, draft.filename), '-C', stage]);
  const staged = join(stage, 'package');
  complete(staged, folder);
  replaceBinaries(staged, binaries);
  mkdirSync(tarballFolder, { recursive: true });
  const [packed] = npmPack(staged, tarballFolder);
  if (packed === undefined) throw new Error(`npm packed nothing in ${staged}`);
  return packed;
}

function npmPack(folder: string, destination: string): Packed[] {
  const args = ['pack', '--json', '--ignore-scripts', '--workspaces=false'];
  const printed = runNpm([...args, `--pack-destination=${destination}`], folder);
  const report = JSON.parse(printed) as Packed[] | Record<string, Packed>;
  // npm 12 prints an object whose keys are the packages' names.
  return Object.values(report);
}

/** Adds what every package has and what lies outside of its folder. */
function complete(staged: string, folder: string): void {
  const root = readManifest(repositoryFolder);
  const manifest = publishedManifest(readManifest(folder), root, folder);
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(repositoryFolder, 'LICENSE'), join(staged, 'LICENSE'));
  for (const page of ['README.md', 'CHANGELOG.md']) {
    const file = join(folder, page);
    if (!existsSync(file)) continue;
    const text = withPortableLinks(readFileSync(file, 'utf8'), file, repositoryAddress(root));
    writeFileSync(join(staged, page), text);
  }
}

function replaceBinaries(staged: string, binaries: readonly Binary[]): void {
  rmSync(join(staged, 'prebuilds'), { recursive: true, force: true });
  for (const { from, file } of binaries) {
    mkdirSync(dirname(join(staged, file)), { recursive: true });
    copyFileSync(from, join(staged, file));
  }
}
