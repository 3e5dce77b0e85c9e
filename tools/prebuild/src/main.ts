/**
 * Builds the binaries that the packages are published with, into `packages/<name>/prebuilds`, and fails where a gate
 * finds something wrong with one.
 *
 *     npm run prebuild [-- --targets linux-x64,linuxmusl-x64]
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { prebuild, problemLines, type Prebuilt } from './prebuild.ts';
import { table } from './table.ts';
import { targets, targetsNamed } from './targets.ts';

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { targets: { type: 'string' } } });
  const chosen = values.targets === undefined ? targets : targetsNamed(values.targets.split(','));
  const started = performance.now();
  const built = await prebuild(chosen);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(table([['target', 'file', 'built', 'symbols', 'kB', 'sha256'], ...built.map(row)]));
  const failed = built.filter(({ problems }) => problems.length > 0);
  for (const line of problemLines(failed)) console.error(`FAILED: ${line}`);
  console.log(`${built.length} binaries in ${seconds} s, ${failed.length} with problems`);
  return failed.length === 0 ? 0 : 1;
}

function row({ job, origin, bytes, sha256, problems }: Prebuilt): string[] {
  const symbols = problems.length === 0 ? 'ok' : `${problems.length} wrong`;
  const kilobytes = (bytes / 1000).toFixed(0);
  return [job.target.name, basename(job.output), origin, symbols, kilobytes, sha256.slice(0, 12)];
}
