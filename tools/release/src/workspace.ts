/** The packages of the workspace, as their package.json files describe them. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly main?: string;
  /** A file, or one for each way of loading. */
  readonly exports?: Readonly<
    Record<string, string | Readonly<Record<string, { default: string }>>>
  >;
  readonly dependencies?: Readonly<Record<string, string>>;
  repository?: Repository;
  homepage?: string;
  bugs?: string;
}

export interface Repository {
  readonly type: 'git';
  readonly url: string;
  readonly directory?: string;
}

export interface Package {
  /** As seen from the root, e.g. `packages/sdk`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export const workspaceRoot = join(import.meta.dirname, '../../..');

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

export function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Each package comes after the packages that it depends on: the registry never lacks a dependency. */
export function publishedPackages(root: string): Package[] {
  const waiting = globSync('packages/*/package.json', { cwd: root })
    .map((file) => ({ folder: dirname(file), manifest: readJson<Manifest>(join(root, file)) }))
    .filter(({ manifest }) => manifest.private !== true)
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const ordered: Package[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((one) => !dependsOnAny(one, waiting));
    if (next < 0) throw new Error('The packages depend on each other in a circle.');
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

function dependsOnAny({ manifest }: Package, others: readonly Package[]): boolean {
  return others.some((other) => other.manifest.name in (manifest.dependencies ?? {}));
}
