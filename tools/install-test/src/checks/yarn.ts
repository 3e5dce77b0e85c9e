import assert from 'node:assert/strict';
import { expectSilence, expectNative, receiveFrom } from '../expect/received.ts';
import { expectTrace } from '../expect/app-trace.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../run/setup.ts';
import { Project } from '../sandbox/project.ts';

type Linker = 'node-modules' | 'pnp';

async function installWithYarn(setup: Setup, linker: Linker): Promise<void> {
  const project = new Project(setup, { manager: 'yarn4' });
  project.copyApps('trace.mjs');
  project.write('yarn.lock', '');
  project.write('.yarnrc.yml', settingsOf(setup, linker));
  const { stdout } = await project.manage('yarn', [
    'add',
    '@otel-native/sdk',
    '@opentelemetry/api',
  ]);
  // A package must be built, or was not; a peer is missing or too old.
  assert.doesNotMatch(stdout, /YN000[4579]|YN0002|YN0060|YN0086/);
  await project.manage('yarn', ['install', '--immutable']);
  const program = ['node', '--import', '@otel-native/sdk/register', 'trace.mjs'];
  const received = await receiveFrom((env) => project.run('yarn', program, env));
  // Under PnP the loader of Yarn makes Node warn.
  if (linker === 'pnp') expectNative(received);
  else expectSilence(received);
  expectTrace(received);
}

function settingsOf(setup: Setup, linker: Linker): string {
  return `nodeLinker: ${linker}
unsafeHttpWhitelist: ['127.0.0.1']
npmScopes:
  otel-native:
    npmRegistryServer: ${setup.registry.url}
`;
}

export const yarnChecks: readonly Check[] = [
  {
    name: 'Yarn 4, node_modules: add, install --immutable',
    run: (setup) => installWithYarn(setup, 'node-modules'),
  },
  {
    name: 'Yarn 4, PnP: add, install --immutable',
    sample: true,
    run: (setup) => installWithYarn(setup, 'pnp'),
  },
];
