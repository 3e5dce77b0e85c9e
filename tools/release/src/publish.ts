/**
 * Publishes the tarballs that `npm run pack` made, each after the packages that it depends on:
 *
 *     npm run release [-- --dry-run] [--targets linux-x64,linuxmusl-x64] [--tag next] [--no-provenance]
 *
 * First it checks every tarball; if one of them is not publishable, none is published. `--targets` counts in a dry run alone.
 * A version that the registry has already is skipped, so that an interrupted release can be run again.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { problemsOf } from './check-package.ts';
import type { CheckOptions } from './check-package.ts';
import { publishedPackages, readJson, workspaceRoot } from './workspace.ts';
import type { Manifest } from './workspace.ts';

/** The file name that `npm pack` gives. */
export function tarballName({ name, version }: Manifest): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}

/** What keeps a tarball from being published: missing files, and a version that is not the workspace's. */
export function problemsOfTarball(file: string, wanted: Manifest, options: CheckOptions): string[] {
  if (!existsSync(file)) return [`${file} is missing. Run \`npm run pack\`.`];
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    execFileSync('tar', ['-xzf', file, '-C', folder]);
    const packed = join(folder, 'package');
    const problems = problemsOf(packed, options);
    const { version } = readJson<Manifest>(join(packed, 'package.json'));
    if (version !== wanted.version) problems.push(`It has version ${version}.`);
    for (const text of ['LICENSE', 'README.md'])
      if (!existsSync(join(packed, text))) problems.push(`${text} is missing.`);
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isPublished({ name, version }: Manifest): boolean {
  const { stdout } = spawnSync('npm', ['view', `${name}@${version}`, 'version'], {
    encoding: 'utf8',
  });
  return stdout.trim() === version;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      targets: { type: 'string' },
      tag: { type: 'string', default: 'latest' },
      'no-provenance': { type: 'boolean', default: false },
    },
  });
  const dryRun = values['dry-run'];
  const options = { dryRun, targets: dryRun ? values.targets?.split(',') : undefined };
  const packages = publishedPackages(workspaceRoot).map(({ folder, manifest }) => ({
    folder,
    manifest,
    file: join(workspaceRoot, 'dist/tarballs', tarballName(manifest)),
  }));
  const problems = packages.flatMap(({ folder, manifest, file }) =>
    problemsOfTarball(file, manifest, { ...options, source: folder }).map(
      (problem) => `${manifest.name}: ${problem}`,
    ),
  );
  for (const problem of problems) console.error(`Not publishable: ${problem}`);
  if (problems.length > 0) process.exit(1);

  const flags = ['--access', 'public', '--tag', values.tag];
  if (dryRun) flags.push('--dry-run');
  if (values['no-provenance']) flags.push('--provenance=false');
  for (const { manifest, file } of packages) {
    if (!dryRun && isPublished(manifest)) console.log(`${manifest.name}: published before`);
    else execFileSync('npm', ['publish', file, ...flags], { stdio: 'inherit' });
  }
}

if (import.meta.main) main();
