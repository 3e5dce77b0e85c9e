import { globSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project.ts';

export interface InstalledSize {
  readonly packages: number;
  readonly bytes: number;
}

/** What npm installed: packages as its lockfile has them, and the sum of their files. */
export function installedSize(project: Project): InstalledSize {
  const lock = JSON.parse(project.read('node_modules/.package-lock.json')) as { packages: object };
  const root = project.path('node_modules');
  const files = globSync('**/*', { cwd: root }).map((file) => lstatSync(join(root, file)));
  const bytes = files.reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
  return { packages: Object.keys(lock.packages).length, bytes };
}

export function describeSize({ packages, bytes }: InstalledSize): string {
  return `${packages} packages, ${(bytes / 1e6).toFixed(1)} MB`;
}
