import { createHash, type Hash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from './addons.ts';
import { compilerArguments, linkerArguments, translationUnit } from './compile.ts';
import { fromRoot, root } from './places.ts';

/** A hash of all that a binary is made of: equal ones need no second build. */
export function fingerprint(job: Job): string {
  const hash = createHash('sha256');
  // Nothing in it depends on where the workspace is, but the prefix that is mapped away.
  const args = [...compilerArguments(job), ...linkerArguments(job)].map((one) =>
    one.replace(root, ''),
  );
  hash.update(JSON.stringify([args, translationUnit(job), job.release.linux.integrity]));
  hash.update(readFileSync(join(root, 'tools/prebuild/requirements.txt')));
  hash.update(readFileSync(join(root, 'tools/prebuild/exports.map')));
  for (const folder of [job.gyp.folder, ...job.gyp.includeFolders]) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash: Hash, folder: string): void {
  const sources = globSync('**/*.{h,hpp,c,cpp}', {
    cwd: folder,
    exclude: (name) => ['node_modules', 'build', 'test', 'fuzz'].includes(name),
  });
  for (const source of sources.sort()) {
    const path = join(folder, source);
    hash.update(`${fromRoot(path)}\n`);
    hash.update(readFileSync(path));
  }
}
