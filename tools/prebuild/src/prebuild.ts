import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { installPythonTools } from '../../venv.ts';
import { addonPackages, jobsFor, type Job } from './addons.ts';
import { readBinaries } from './binary-facts.ts';
import { build, type Origin } from './build.ts';
import { problemsOf } from './gates/index.ts';
import { headersFolder, releases } from './node-releases.ts';
import { root } from './places.ts';
import type { Target } from './targets.ts';

export interface Prebuilt {
  readonly job: Job;
  readonly origin: Origin;
  readonly bytes: number;
  readonly sha256: string;
  /** What the gates found; empty where it may be published. */
  readonly problems: readonly string[];
}

/** Builds every addon for the targets, as many at a time as there are cores, and looks at each with the gates. */
export async function prebuild(targets: readonly Target[]): Promise<Prebuilt[]> {
  installPythonTools(join(root, 'tools/prebuild/requirements.txt'));
  // One after the other, before builds that run side by side would each fetch them.
  for (const release of releases) headersFolder(release);
  const jobs = jobsFor(targets);
  const origins = await buildAll(jobs);
  removeOthers(targets, jobs);
  const facts = readBinaries(jobs.map(({ output }) => output));
  return jobs.map((job, i) => ({
    job,
    origin: origins[i]!,
    bytes: facts[i]!.bytes,
    sha256: createHash('sha256').update(readFileSync(job.output)).digest('hex'),
    problems: problemsOf(facts[i]!, job),
  }));
}

export function problemLines(built: readonly Prebuilt[]): string[] {
  return built.flatMap(({ job, problems }) =>
    problems.map((problem) => `${job.target.name}/${basename(job.output)} ${problem}`),
  );
}

async function buildAll(jobs: readonly Job[]): Promise<Origin[]> {
  const origins: Origin[] = [];
  const waiting = jobs.entries();
  const work = async () => {
    for (const [i, job] of waiting) {
      const origin = await build(job);
      if (origin === 'compiled') console.error(`${job.target.name}: ${job.gyp.name} compiled`);
      origins[i] = origin;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return origins;
}

/** A binary of an earlier name or ABI would be packed with the others. */
function removeOthers(targets: readonly Target[], jobs: readonly Job[]): void {
  const wanted = new Set(jobs.map(({ output }) => output));
  for (const { name } of targets) {
    for (const { folder } of addonPackages) {
      const prebuilds = join(root, 'packages', folder, 'prebuilds', name);
      const files = globSync('*', { cwd: prebuilds }).map((file) => join(prebuilds, file));
      for (const file of files) if (!wanted.has(file)) rmSync(file);
    }
  }
}
