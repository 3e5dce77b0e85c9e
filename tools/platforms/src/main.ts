/**
 * Runs an application with the prebuilt binaries on every platform that can be had on this machine, Linux on x64.
 *
 *     npm run test:platforms [-- --only NAMES] [--require NAMES]
 *
 * What cannot be had is skipped, with the reason, unless it is required.
 */
import { parseArgs } from 'node:util';
import { prebuild, problemLines, table, targetsNamed, type Prebuilt } from 'prebuild';
import { choose } from './choose.ts';
import { platforms } from './platforms.ts';
import { stageApplication } from './stage.ts';
import { tryOn, type Result } from './try-on.ts';

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, require: { type: 'string' } },
  });
  const { chosen, required } = choose(platforms, values);
  const targets = targetsNamed([...new Set(chosen.map(({ target }) => target))]);
  const built = await prebuild(targets);
  const app = stageApplication();
  const results: Result[] = [];
  for (const platform of chosen) {
    const result = await tryOn(platform, app, required.has(platform));
    for (const problem of result.problems) console.error(`FAILED: ${platform.name} ${problem}`);
    results.push(result);
  }
  for (const line of problemLines(built)) console.error(`FAILED: ${line}`);
  print(results, built);
  const hasFailed =
    results.some(({ problems }) => problems.length > 0) || problemLines(built).length > 0;
  return hasFailed ? 1 : 0;
}

function print(results: readonly Result[], built: readonly Prebuilt[]): void {
  const rows = results.map(({ platform, ran }) => {
    const binaries = built.filter(({ job }) => job.target.name === platform.target);
    const wrong = binaries.flatMap(({ problems }) => problems).length;
    const bytes = binaries.reduce((sum, { bytes }) => sum + bytes, 0);
    const symbols = wrong === 0 ? 'ok' : `${wrong} wrong`;
    const size = `${(bytes / 1000).toFixed(0)} kB`;
    return [platform.name, platform.target, String(binaries.length), symbols, size, ran];
  });
  console.log(table([['platform', 'target', 'built', 'symbols', 'size', 'ran'], ...rows]));
}
