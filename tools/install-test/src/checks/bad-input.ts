import assert from 'node:assert/strict';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expectTrace } from '../expect/app-trace.ts';
import { receiveFrom, type Received } from '../expect/received.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { installedAddons } from '../sandbox/addons.ts';
import { Project } from '../sandbox/project.ts';

/** What the programs print of an error. */
interface CodedError {
  readonly code: string;
  readonly message: string;
}

const kProgram = ['--import', '@otel-native/sdk/register', 'trace.mjs'];

async function install(setup: Setup, ...flags: string[]): Promise<Project> {
  const project = new Project(setup);
  project.copyApps('trace.mjs', 'old-package.mjs', 'wrong-directory.mjs');
  await project.install('@otel-native/sdk', '@opentelemetry/api', ...flags);
  return project;
}

function receive(project: Project, variables: Record<string, string> = {}): Promise<Received> {
  return receiveFrom((env) => project.node(kProgram, { ...env, ...variables }));
}

/** The application ran to its end, and one warning with that code was printed. */
function expectOneWarning({ stdout, stderr }: Received, code: string): void {
  assert.equal(stdout, 'the application ended\n');
  assert.equal(stderr.match(/\[\w+\] \w*Warning: /g)?.length, 1, stderr);
  assert.ok(stderr.includes(`[${code}]`), stderr);
}

/** As on a platform that there are no binaries for. */
async function withoutBinaries(setup: Setup): Promise<void> {
  const project = await install(setup);
  for (const file of installedAddons(project.folder)) rmSync(file);
  const alone = await receive(project);
  expectOneWarning(alone, 'OTEL_NATIVE_FALLBACK');
  assert.deepEqual(alone.spans, []);
  await project.install(
    specOf(setup, '@opentelemetry/sdk-trace'),
    specOf(setup, '@opentelemetry/exporter-trace-otlp-proto'),
  );
  for (const file of installedAddons(project.folder)) rmSync(file);
  const official = await receive(project);
  expectOneWarning(official, 'OTEL_NATIVE_FALLBACK');
  expectTrace(official);
}

/** What a broken download or a full disk leaves, and what is no binary at all. */
async function withCorruptBinaries(setup: Setup): Promise<void> {
  const project = await install(setup);
  const addons = installedAddons(project.folder);
  for (const file of addons) truncateSync(file, 4096);
  expectOneWarning(await receive(project), 'OTEL_NATIVE_FALLBACK');
  for (const file of addons) writeFileSync(file, `not an addon: ${basename(file)}`);
  expectOneWarning(await receive(project), 'OTEL_NATIVE_FALLBACK');
}

/** In the environment a warning names the folder, and the installed addons are used; in code it is an error. */
async function withWrongDirectory(setup: Setup): Promise<void> {
  const project = await install(setup);
  const received = await receive(project, { OTEL_NATIVE_ADDON_DIR: '/there/is/no/such/folder' });
  expectOneWarning(received, 'OTEL_NATIVE_ADDON_DIR');
  assert.ok(received.stderr.includes('/there/is/no/such/folder'), received.stderr);
  expectTrace(received);
  const { stdout } = await project.node(['wrong-directory.mjs']);
  const { code, message } = JSON.parse(stdout) as CodedError;
  assert.equal(code, 'ERR_OTEL_NATIVE_INVALID_OPTION');
  assert.match(message, /addonDirectory is \/there\/is\/no\/such\/folder/);
}

/** Named with the version that was found and the one that is needed; in code an error, else one line. */
async function withOldPackages(setup: Setup): Promise<void> {
  const old = ['@opentelemetry/propagator-b3@2.0.0', '@opentelemetry/sdk-metrics@2.0.0'];
  const project = await install(setup, '--legacy-peer-deps', ...old);
  const preload = await receive(project, { OTEL_PROPAGATORS: 'b3' });
  assert.equal(preload.stdout, 'the application ended\n');
  const lines = preload.stderr.split('\n').filter((line) => line.includes('propagator-b3'));
  assert.equal(lines.length, 1, preload.stderr);
  assert.match(lines[0] ?? '', /2\.0\.0.*3\.0\.0/);
  const { stdout } = await project.node(['old-package.mjs']);
  const { code, message } = JSON.parse(stdout) as CodedError;
  assert.equal(code, 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE');
  assert.match(message, /2\.0\.0.*3\.0\.0/);
}

export const badInputChecks: readonly Check[] = [
  { name: 'no binary for the platform', run: withoutBinaries },
  { name: 'corrupt binaries', run: withCorruptBinaries },
  { name: 'an addon folder that is none', run: withWrongDirectory },
  { name: 'optional packages that are too old', run: withOldPackages },
];
