/** What keeps a package from being published. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { requiredBinaries } from '../../pack/src/binaries.ts';
import { isPlaceholder } from './repository.ts';
import { readJson } from './workspace.ts';
import type { Manifest } from './workspace.ts';

export interface CheckOptions {
  /** A rehearsal: the version and the repository's address may still be the initial ones. */
  readonly dryRun: boolean;
  /** The targets whose binaries have to be there; by default all. */
  readonly targets?: readonly string[] | undefined;
  /** Where the package lies in the workspace, if `folder` is its unpacked tarball: it says which binaries belong to it. */
  readonly source?: string;
}

/** One sentence for each problem; none when the package may go out. */
export function problemsOf(folder: string, options: CheckOptions): string[] {
  const { dryRun, targets, source = folder } = options;
  const manifest = readJson<Manifest>(join(folder, 'package.json'));
  const problems = requiredBinaries(source, targets)
    .filter((file) => !existsSync(join(folder, file)))
    .map((file) => `${file} is missing. Run \`npm run prebuild\`.`);
  for (const file of entryFiles(manifest))
    if (!existsSync(join(folder, file)))
      problems.push(`${file} is missing. Run \`npm run build\`.`);
  return dryRun ? problems : [...problems, ...problemsOfIdentity(manifest)];
}

/** The file that loads the package, or those of its entries where only they can be imported. */
function entryFiles({ main, exports = {} }: Manifest): string[] {
  if (main !== undefined) return [main];
  return Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? entry : Object.values(entry).map((format) => format.default),
  );
}

function problemsOfIdentity({ version, repository }: Manifest): string[] {
  const problems = [];
  if (version === '0.0.0')
    problems.push('The version is 0.0.0. Run `npm run version-packages` and commit.');
  if (repository === undefined || isPlaceholder(repository.url))
    problems.push(
      'The repository has no address yet. Run `npm run repository -- https://…` and commit.',
    );
  return problems;
}
