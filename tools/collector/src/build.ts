import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const builderPackage = 'go.opentelemetry.io/collector/cmd/builder@v0.161.0';

const folder = fileURLToPath(new URL('..', import.meta.url));
const buildFolder = join(folder, 'build');
const builder = join(buildFolder, 'bin', 'builder');
const collector = join(buildFolder, 'collector', 'test-collector');
/** Says what `collector` was made from. */
const hashFile = join(buildFolder, 'collector.sha256');

/** Path of the Collector, which is built first when what it is made of has changed. Takes minutes then. */
export function ensureCollector(): string {
  const built = builtCollector();
  if (built !== undefined) return built;
  requireGo();
  console.error('Building the Collector. This takes a few minutes and is done once.');
  mkdirSync(buildFolder, { recursive: true });
  run('go', ['install', builderPackage], { GOBIN: join(buildFolder, 'bin') });
  run(builder, ['--config', 'manifest.yaml'], {});
  writeFileSync(hashFile, hashInputs());
  return collector;
}

/** Path of the Collector if it is built and current. */
export function builtCollector(): string | undefined {
  const isCurrent = existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hashInputs();
  return isCurrent && existsSync(collector) ? collector : undefined;
}

function hashInputs(): string {
  const manifest = readFileSync(join(folder, 'manifest.yaml'));
  return createHash('sha256').update(builderPackage).update(manifest).digest('hex');
}

function requireGo(): void {
  if (spawnSync('go', ['version']).status === 0) return;
  throw new Error(
    'The Collector for the tests is built from Go modules: install Go 1.26 or newer (https://go.dev/dl) and ' +
      'see that `go` is on the PATH. Only this test needs it, nothing that is published does.',
  );
}

function run(command: string, args: readonly string[], env: Record<string, string>): void {
  const goFlags = `${process.env['GOFLAGS'] ?? ''} -mod=mod`.trim();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    env: { ...process.env, GOFLAGS: goFlags, ...env },
    encoding: 'utf8',
  });
  if (status === 0) return;
  const output = error?.message ?? `${stdout}${stderr}`;
  throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
