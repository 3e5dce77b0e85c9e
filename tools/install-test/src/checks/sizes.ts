import assert from 'node:assert/strict';
import { expectAppTrace } from '../expect/app-trace.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { describeSize, installedSize, type InstalledSize } from '../sandbox/installed-size.ts';
import { Project } from '../sandbox/project.ts';

const kMaxPackages = 22;
const kMaxBytes = 30e6;

async function sizeOfSdk(setup: Setup): Promise<string> {
  const project = new Project(setup);
  project.copyApps('trace.mjs');
  await project.install('@otel-native/sdk', '@opentelemetry/api');
  const size = installedSize(project);
  const text = describeSize(size);
  assert.ok(size.packages <= kMaxPackages, `${text}: more than ${kMaxPackages} packages`);
  assert.ok(size.bytes <= kMaxBytes, `${text}: more than ${kMaxBytes / 1e6} MB`);
  await expectAppTrace(project);
  return text;
}

async function sizeOf(setup: Setup, name: '@opentelemetry/sdk-node' | 'dd-trace'): Promise<string> {
  const project = new Project(setup);
  await project.manage('npm', [
    'install',
    '--ignore-scripts',
    specOf(setup, name),
    ...apiFor(name),
  ]);
  const size: InstalledSize = installedSize(project);
  return describeSize(size);
}

/** A peer of the official SDK; the other brings what it needs. */
function apiFor(name: string): string[] {
  return name === 'dd-trace' ? [] : ['@opentelemetry/api'];
}

export const sizeChecks: readonly Check[] = [{ name: 'sdk: packages and size', run: sizeOfSdk }];

/** For the documentation: what others weigh. */
export const comparedSizes: readonly Check[] = [
  {
    name: 'size of @opentelemetry/sdk-node',
    run: (setup) => sizeOf(setup, '@opentelemetry/sdk-node'),
  },
  { name: 'size of dd-trace', run: (setup) => sizeOf(setup, 'dd-trace') },
];
