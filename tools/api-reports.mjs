/**
 * Runs API Extractor for each entry of the package in the current folder, which has an `api-extractor.<entry>.json` each. It is
 * meant for npm scripts, which have API Extractor in their path:
 *
 *     node ../../tools/api-reports.mjs [--local]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const configurations = readdirSync('.').filter((file) => /^api-extractor\..+\.json$/.test(file));

for (const file of configurations) {
  const args = ['run', '-c', file, ...process.argv.slice(2)];
  const { status } = spawnSync('api-extractor', args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
