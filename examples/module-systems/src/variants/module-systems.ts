import { join } from 'node:path';

import { exampleFolder, outputFolder } from '../folders.ts';
import { makeServiceFolder } from '../service-folder.ts';
import { expectAppTelemetry } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

async function expectTraceOfPreload(option: '--import' | '--require', app: string): Promise<void> {
  await expectAppTelemetry({
    args: [option, '@otel-native/sdk/register', join(exampleFolder, app)],
    cwd: await makeServiceFolder(join(outputFolder, 'service')),
    // Of all instrumentations the one that the app needs.
    env: { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http' },
    // Also where the official ones are installed, as they are here.
    http: '@otel-native/instrumentations/http',
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
    run: () =>
      expectAppTelemetry({ args: ['--import', './app/esm/telemetry.mjs', 'app/esm/app.mjs'] }),
  },
  {
    name: 'CommonJS, NodeSDK',
    run: () =>
      expectAppTelemetry({ args: ['--require', './app/cjs/telemetry.cjs', 'app/cjs/app.cjs'] }),
  },
];
