/**
 * Runs an application with the prebuilt binaries on every platform that can be had on this machine, Linux on x64.
 *
 *     npm run test:platforms [-- --only NAMES] [--require NAMES]
 *
 * What cannot be had is skipped, with the reason, unless it is required.
 */
import { parseArgs } from 'node:util';
import { prebuild, problemLines, table, targetsNamed, type Prebuilt } from 'prebuild';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';
import { problemsOf } from './problems.ts';
import { runOn } from './run.ts';
import { stageApplication } from './stage.ts';

interface Result {
  readonly platform: Platform;
  readonly ran: string;
  readonly problems: readonly string[];
}

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
  const required = new Set(named(values.require));
  const chosen = values.only === undefined ? platforms : named(values.only);
  const targets = targetsNamed([...new Set(chosen.map(({ target }) => target))]);
  const built = await prebuild(targets);
  const app = stageApplication();
  const results: Result[] = [];
  for (const platform of chosen) results.push(await tryOn(platform, app, required.has(platform)));
  for (const line of problemLines(built)) console.error(`FAILED: ${line}`);
  print(results, built);
  const hasFailed =
    results.some(({ problems }) => problems.length > 0) || problemLines(built).length > 0;
  return hasFailed ? 1 : 0;
}

function named(list = ''): Platform[] {
  const names = list.split(',').filter((name) => name !== '');
  return names.map((name) => {
    const platform = platforms.find((platform) => platform.name === name);
    if (platform !== undefined) return platform;
    throw new Error(
      `No platform "${name}". There are: ${platforms.map((one) => one.name).join(', ')}`,
    );
  });
}

async function tryOn(platform: Platform, app: string, isRequired: boolean): Promise<Result> {
  let launcher;
  try {
    launcher = platform.prepare();
  } catch (error) {
    const reason = `skipped: ${(error as Error).message}`;
    return { platform, ran: reason, problems: isRequired ? [reason] : [] };
  }
  const outcome = await runOn(platform, launcher, app);
  const problems = problemsOf(outcome, platform);
  const { report, spans } = outcome;
  const ran = problems.length === 0 ? `${report!.version}: ${spans.length} spans` : 'FAILED';
  for (const problem of problems) console.error(`FAILED: ${platform.name} ${problem}`);
  return { platform, ran, problems };
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
