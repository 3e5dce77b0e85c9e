/**
 * Rehearses a release in a fresh clone of the current commit: gives the packages their next version, checks what that wrote, and
 * runs `npm publish --dry-run` for each of them with the binaries and the JavaScript that were built here:
 *
 *     npm run release:rehearse [-- --targets linux-x64,linuxmusl-x64]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { kPlatforms } from '../../pack/src/binaries.ts';
import { problemsOfVersions } from './check-versions.ts';
import { publishedPackages, workspaceRoot } from './workspace.ts';

function rehearse(clone: string, targets: string): string[] {
  execFileSync('git', ['clone', '--quiet', '--local', workspaceRoot, clone]);
  symlinkSync(join(workspaceRoot, 'node_modules'), join(clone, 'node_modules'));
  execFileSync('npm', ['run', 'version-packages'], { cwd: clone, stdio: 'inherit' });
  unlinkSync(join(clone, 'node_modules'));
  const packages = publishedPackages(clone);
  const problems = problemsOfVersions(clone, packages);
  if (problems.length > 0) return problems;
  return packages.flatMap(({ folder }) => {
    copyBuilt(folder, clone);
    return publishDry(join(clone, folder), targets);
  });
}

/** Prints what would be published; what npm refuses or corrects is a problem. */
function publishDry(folder: string, targets: string): string[] {
  const env = { ...process.env, RELEASE_TARGETS: targets };
  const { status, stdout, stderr } = spawnSync('npm', ['publish', '--dry-run'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  const output = `${stdout}${stderr}`;
  const shown = /^npm notice (name|version|package size|unpacked size|total files):.*$/gm;
  console.log(output.match(shown)?.join('\n') ?? output);
  // Nothing new to release since the last time.
  if (output.includes('over the previously published versions')) return [];
  return status === 0 && !output.includes('auto-corrected') ? [] : [output];
}

function copyBuilt(folder: string, clone: string): void {
  for (const part of ['dist', 'prebuilds']) {
    const built = join(workspaceRoot, folder, part);
    if (existsSync(built)) cpSync(built, join(clone, folder, part), { recursive: true });
  }
}

function main(): void {
  const { values } = parseArgs({ options: { targets: { type: 'string' } } });
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  try {
    const problems = rehearse(join(folder, 'clone'), values.targets ?? kPlatforms.join(','));
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) main();
