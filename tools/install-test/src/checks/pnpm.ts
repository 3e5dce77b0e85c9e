import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { expectAppTrace } from '../expect/app-trace.ts';
import { pnpmLayout, pnpmStore } from '../sandbox/layout.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { Project } from '../sandbox/project.ts';

async function installWithPnpm(setup: Setup): Promise<void> {
  const project = new Project(setup, pnpmLayout);
  project.copyApps('trace.mjs');
  const packages = ['@otel-native/sdk', '@opentelemetry/api'];
  const { stdout, stderr } = await pnpmLayout.add(project, setup, packages);
  // It names packages whose scripts wait for an approval.
  assert.doesNotMatch(stdout + stderr, /build scripts|ERR_|WARN/i);
  await expectAppTrace(project);
  rmSync(project.path('node_modules'), { recursive: true });
  await project.manage('pnpm', ['install', '--frozen-lockfile', pnpmStore(setup)]);
  await expectAppTrace(project);
}

export const pnpmChecks: readonly Check[] = [
  { name: 'pnpm 10: add, install --frozen-lockfile', run: installWithPnpm },
];
