import { mkdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { exampleFolder, outputFolder } from '../folders.ts';
import { expectAppTrace } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

/**
 * The preload uses `@opentelemetry/auto-instrumentations-node` if the folder that the service is started in has it. The
 * examples depend on it under another name, or every preload in this repository would find it.
 */
async function makeServiceFolder(): Promise<string> {
  const folder = join(outputFolder, 'service');
  const installed = join(folder, 'node_modules/@opentelemetry/auto-instrumentations-node');
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(installed), { recursive: true });
  const entry = createRequire(import.meta.url).resolve('all-instrumentations');
  await symlink(join(dirname(entry), '..'), installed, 'dir');
  return folder;
}

async function expectTraceOfPreload(option: '--import' | '--require', app: string): Promise<void> {
  await expectAppTrace({
    args: [option, '@otel-native/sdk/register', join(exampleFolder, app)],
    cwd: await makeServiceFolder(),
    // Of all instrumentations the one that the app needs.
    env: { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http' },
  });
}

export const moduleSystems: readonly Variant[] = [
  {
    name: 'ES module, --import @otel-native/sdk/register',
    run: () => expectTraceOfPreload('--import', 'app/esm/app.mjs'),
  },
  {
    name: 'CommonJS, --require @otel-native/sdk/register',
    run: () => expectTraceOfPreload('--require', 'app/cjs/app.cjs'),
  },
  {
    name: 'ES module, NodeSDK',
    run: () => expectAppTrace({ args: ['--import', './app/esm/telemetry.mjs', 'app/esm/app.mjs'] }),
  },
  {
    name: 'CommonJS, NodeSDK',
    run: () =>
      expectAppTrace({ args: ['--require', './app/cjs/telemetry.cjs', 'app/cjs/app.cjs'] }),
  },
];
