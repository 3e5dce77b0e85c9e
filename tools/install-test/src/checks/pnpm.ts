import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expectAppTrace } from '../expect/app-trace.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../run/setup.ts';
import { Project } from '../sandbox/project.ts';

async function installWithPnpm(setup: Setup): Promise<void> {
  const project = new Project(setup, { manager: 'pnpm10' });
  project.copyApps('trace.mjs');
  const store = `--store-dir=${join(setup.cache, 'pnpm-store')}`;
  const packages = ['@otel-native/sdk', '@opentelemetry/api'];
  const { stdout, stderr } = await project.manage('pnpm', ['add', store, ...packages]);
  // It names packages whose scripts wait for an approval.
  assert.doesNotMatch(stdout + stderr, /build scripts|ERR_|WARN/i);
  await expectAppTrace(project);
  rmSync(project.path('node_modules'), { recursive: true });
  await project.manage('pnpm', ['install', '--frozen-lockfile', store]);
  await expectAppTrace(project);
}

export const pnpmChecks: readonly Check[] = [
  { name: 'pnpm 10: add, install --frozen-lockfile', sample: true, run: installWithPnpm },
];
