/**
 * `npm run test:spool -- --runs 100`: kills so many processes at random moments, has their spools recovered, and counts
 * spans at the receiver.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' } } });
const { status } = spawnSync('npx', ['jest', 'spool-kill'], {
  cwd: dirname(import.meta.dirname),
  env: { ...process.env, SPOOL_RUNS: values.runs },
  stdio: 'inherit',
});
process.exit(status ?? 1);
