/** Validates the configurations of docs/deployment.md with the Collector. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureCollector } from './build.ts';
import { configurationsIn, unusedParts } from './deployment/configurations.ts';

const guide = fileURLToPath(new URL('../../../docs/deployment.md', import.meta.url));
const collector = ensureCollector();
const folder = mkdtempSync(join(tmpdir(), 'otel-native-deployment-'));
let failed = 0;
try {
  const configurations = configurationsIn(readFileSync(guide, 'utf8'));
  for (const { title, text } of configurations) {
    const problems = [...validate(text), ...unusedParts(text)];
    console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}: ${title}`);
    for (const problem of problems) console.log(`  ${problem}`);
    if (problems.length > 0) failed++;
  }
  console.log(`${configurations.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && configurations.length > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What the Collector says against it. */
function validate(text: string): string[] {
  const file = join(folder, 'collector.yaml');
  writeFileSync(file, text);
  const env = {
    ...process.env,
    QUEUE_DIRECTORY: join(folder, 'queue'),
    SOCKET_DIRECTORY: folder,
    BACKEND_TOKEN: 'token',
  };
  const { status, stdout, stderr } = spawnSync(collector, ['validate', '--config', file], {
    env,
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}
