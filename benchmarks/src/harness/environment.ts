import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { cpus, release, type } from 'node:os';

import { describeCommit } from './commit.ts';
import type { Pinning } from './pinning.ts';

/** Where, when and with what a result came about. */
export interface Environment {
  /** UTC, e.g. `2026-11-29`; `null` in files of before it was recorded. */
  readonly date: string | null;
  /** The commit of this repository; see {@link describeCommit}. */
  readonly commit: string | null;
  readonly node: string;
  readonly v8: string;
  /** E.g. `Linux 6.1.0 x64`. */
  readonly system: string;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly pinning: string;
  /** Package name → version. */
  readonly packages: Readonly<Record<string, string>>;
}

export function describeEnvironment(packages: readonly string[], pinning: Pinning): Environment {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: describeCommit(),
    node: process.version,
    v8: process.versions.v8,
    system: `${type()} ${release()} ${process.arch}`,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    cpuCount: processors.length,
    pinning: pinning.description,
    packages: Object.fromEntries(packages.map((name) => [name, installedVersion(name)])),
  };
}

function installedVersion(packageName: string): string {
  const file = findPackageJSON(packageName, import.meta.url);
  if (file === undefined) throw new Error(`${packageName} is not installed`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
