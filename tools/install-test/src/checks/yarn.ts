import assert from 'node:assert/strict';
import { expectTrace } from '../expect/app-trace.ts';
import { expectNative, expectSilence, receiveFrom } from '../expect/received.ts';
import { plugAndPlayLayout, yarnLayout, type Layout } from '../sandbox/layout.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { Project } from '../sandbox/project.ts';

async function installWithYarn(setup: Setup, layout: Layout): Promise<void> {
  const project = new Project(setup, layout);
  project.copyApps('trace.mjs');
  const packages = ['@otel-native/sdk', '@opentelemetry/api'];
  const { stdout } = await layout.add(project, setup, packages);
  // A package must be built, or was not; a peer is missing or too old.
  assert.doesNotMatch(stdout, /YN000[4579]|YN0002|YN0060|YN0086/);
  await project.manage('yarn', ['install', '--immutable']);
  const [command, ...args] = layout.node;
  const program = [...args, '--import', '@otel-native/sdk/register', 'trace.mjs'];
  const received = await receiveFrom((env) => project.run(command, program, env));
  // Under PnP the loader of Yarn makes Node warn.
  if (layout === plugAndPlayLayout) expectNative(received);
  else expectSilence(received);
  expectTrace(received);
}

export const yarnChecks: readonly Check[] = [
  {
    name: 'Yarn 4, node_modules: add, install --immutable',
    run: (setup) => installWithYarn(setup, yarnLayout),
  },
  {
    name: 'Yarn 4, PnP: add, install --immutable',
    run: (setup) => installWithYarn(setup, plugAndPlayLayout),
  },
];
