/**
 * Packs every package that is published into `dist/tarballs`, binaries included, and checks what was packed.
 *
 *     npm run pack                 builds what is missing or has changed, for all platforms
 *     npm run pack -- --no-build   packs what was built before
 *     npm run pack -- --targets linux-x64,linuxmusl-x64    for these platforms, as CI does
 *     npm run pack -- --local      with the addons that node-gyp built for this machine, and no others
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { kPlatforms, requiredBinaries } from './binaries.ts';
import { problemsOf } from './check-packed.ts';
import { packageFolders, repositoryFolder, tarballFolder } from './folders.ts';
import { packPackage, type Packed } from './pack-package.ts';
import { localBinaries, prebuiltBinaries } from './packed-binaries.ts';
import { runNpm } from './run-npm.ts';

const { values } = parseArgs({
  options: {
    build: { type: 'boolean', default: true },
    local: { type: 'boolean', default: false },
    targets: { type: 'string', default: kPlatforms.join(',') },
  },
  allowNegative: true,
});

const targets = values.targets.split(',');
if (values.build) buildChanged();
rmSync(tarballFolder, { recursive: true, force: true });
const problems = packageFolders().flatMap(packAndCheck);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function buildChanged(): void {
  console.error('Building the packages');
  runNpm(['run', 'build', '--', '--outputStyle=static'], repositoryFolder);
  if (values.local) return;
  // What has not changed since it was built stays: a binary that is there may be older than its sources.
  console.error(`Building the binaries for ${targets.join(', ')}`);
  runNpm(['run', 'prebuild', '--', '--targets', targets.join(',')], repositoryFolder);
}

/** Returns what is wrong with the tarball. */
function packAndCheck(folder: string): string[] {
  const stage = mkdtempSync(join(tmpdir(), 'otel-native-pack-'));
  try {
    const binaries = values.local ? localBinaries(folder) : prebuiltBinaries(folder);
    const packed = packPackage(folder, stage, binaries);
    console.log(lineOf(packed));
    const required = values.local
      ? binaries.map(({ file }) => file)
      : requiredBinaries(folder, targets);
    const files = packed.files.map(({ path }) => path);
    return problemsOf(join(stage, 'package'), files, required);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function lineOf({ filename, size, unpackedSize, files }: Packed): string {
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`.padStart(9);
  const binaries = files.filter(({ path }) => path.endsWith('.node')).length;
  const columns = [kilobytes(size), kilobytes(unpackedSize), `${files.length} files`.padStart(11)];
  return `${basename(filename).padEnd(46)}${columns.join('')}, ${binaries} binaries`;
}
