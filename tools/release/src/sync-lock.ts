/**
 * Writes the versions that `changeset version` gave the workspaces into package-lock.json. `npm install` would do it, too, but
 * it asks the registry and drops optional packages of other platforms (tools/complete-lock.mjs).
 */
import { join } from 'node:path';

import { readJson, writeJson, workspaceRoot } from './workspace.ts';

type Dependencies = Record<string, string>;

export interface Entry {
  version?: string;
  link?: boolean;
  dependencies?: Dependencies;
  devDependencies?: Dependencies;
}

export interface Lock {
  readonly packages: Record<string, Entry>;
}

export function syncLock(root: string): void {
  const file = join(root, 'package-lock.json');
  const lock = readJson<Lock>(file);
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (!isWorkspace(folder, entry)) continue;
    const manifest = readJson<Entry>(join(root, folder, 'package.json'));
    if (manifest.version !== undefined) entry.version = manifest.version;
    copyVersions(manifest.dependencies, entry.dependencies);
    copyVersions(manifest.devDependencies, entry.devDependencies);
  }
  writeJson(file, lock);
}

function isWorkspace(folder: string, { link }: Entry): boolean {
  return folder !== '' && link !== true && !folder.includes('node_modules');
}

function copyVersions(from: Dependencies = {}, to: Dependencies = {}): void {
  for (const name of Object.keys(to)) {
    const version = from[name];
    if (version !== undefined) to[name] = version;
  }
}

if (import.meta.main) syncLock(workspaceRoot);
