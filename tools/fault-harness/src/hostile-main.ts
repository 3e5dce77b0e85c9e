/**
 * The property-based tests with hostile values, in a Node that runs our addons with a sanitizer. A finding ends the test
 * with its own exit code; a property that fails prints the values and the seed.
 *
 *     npm run test:hostile -- [--runs N] [--seed N] [--sanitize address|thread|none]
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sanitizedEnvironment, sanitizerOf, threadFindings } from './sanitizer.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    sanitize: { type: 'string', default: 'address' },
  },
});
const kPackages = ['native-core', 'context-native'];

const require = createRequire(import.meta.url);
const jest = require.resolve('jest/bin/jest');
const environment = {
  ...process.env,
  ...sanitizedEnvironment(sanitizerOf(values.sanitize)),
  HOSTILE_RUNS: values.runs,
  HOSTILE_SEED: values.seed,
};

/** @returns whether all tests of the package passed */
function runTests(name: string): boolean {
  const folder = dirname(fileURLToPath(import.meta.resolve(`@otel-native/${name}/package.json`)));
  const { status, signal } = spawnSync(
    process.execPath,
    [jest, '--runInBand', '--testPathPatterns', '/hostile-'],
    { cwd: folder, env: environment, stdio: 'inherit' },
  );
  if (status !== 0) console.error(`FAILED: ${name} ended with ${status ?? signal}`);
  return status === 0;
}

const passed = kPackages.map(runTests);
const findings = threadFindings();
for (const finding of findings) console.error(`FAILED: ${finding}`);
process.exitCode = passed.every(Boolean) && findings.length === 0 ? 0 : 1;
