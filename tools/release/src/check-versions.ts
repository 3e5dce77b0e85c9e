/** Whether `npm run version-packages` left the workspace fit for a release. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

import { differingPackages } from './repository.ts';
import type { Lock } from './sync-lock.ts';
import { readJson } from './workspace.ts';
import type { Package } from './workspace.ts';

/** What `changeset version` left undone, a sentence each. */
export function problemsOfVersions(root: string, packages: readonly Package[]): string[] {
  const problems = differingPackages(root).map((folder) => `${folder} has other links.`);
  const versions = new Set(packages.map(({ manifest }) => manifest.version));
  if (versions.size !== 1) problems.push(`The versions differ: ${[...versions].join(', ')}.`);
  if (versions.has('0.0.0')) problems.push('The version is still 0.0.0.');
  if (globSync('.changeset/*.md', { cwd: root }).length > 0)
    problems.push('Changesets are left over.');
  const lock = readJson<Lock>(join(root, 'package-lock.json')).packages;
  for (const { folder, manifest } of packages) {
    if (lock[folder]?.version !== manifest.version)
      problems.push(`package-lock.json has another version of ${folder}.`);
    if (!existsSync(join(root, folder, 'CHANGELOG.md')))
      problems.push(`${folder} has no CHANGELOG.md.`);
    for (const [name, range] of Object.entries(manifest.dependencies ?? {}))
      if (name.startsWith('@otel-native/') && range !== manifest.version)
        problems.push(`${folder} depends on ${name} ${range}.`);
  }
  return problems;
}
