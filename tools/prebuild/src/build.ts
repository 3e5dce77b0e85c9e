import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Job } from './addons.ts';
import { compile } from './compile.ts';
import { fingerprint } from './fingerprint.ts';
import { cacheFolder } from './places.ts';

export type Origin = 'compiled' | 'cached';

/** Puts the binary where it belongs, and tells whether it had to be compiled. */
export async function build(job: Job): Promise<Origin> {
  const folder = join(cacheFolder, 'binaries', fingerprint(job));
  const cached = join(folder, basename(job.output));
  const isCached = existsSync(cached);
  if (!isCached) await compileInto(folder, job);
  mkdirSync(dirname(job.output), { recursive: true });
  copyFileSync(cached, job.output);
  return isCached ? 'cached' : 'compiled';
}

/** The folder is there when all of it is: a build that was interrupted leaves none. */
async function compileInto(folder: string, job: Job): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  try {
    await compile(job, join(unfinished, basename(job.output)));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
