import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as contextNative from '@otel-native/context-native';
import * as exporter from '@otel-native/exporter-otlp-local';
import * as nativeCore from '@otel-native/native-core';
import { build, type BuildOptions } from 'esbuild';

import { exampleFolder, outputFolder } from '../folders.ts';
import { expectAppTrace } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

const common = {
  absWorkingDir: exampleFolder,
  bundle: true,
  platform: 'node',
  target: 'node22',
  logLevel: 'silent',
} satisfies BuildOptions;

/** The packages with an addon stay in node_modules; all else may be in the bundle. */
const external = ['@otel-native/*'];

async function oneCommonJsFile(): Promise<void> {
  const outfile = join(outputFolder, 'esbuild-cjs/main.cjs');
  await build({ ...common, entryPoints: ['bundled/main.mjs'], outfile, format: 'cjs', external });
  await expectAppTrace({ args: [outfile] });
}

/** What an ES module imports from outside is loaded before its first line runs: telemetry is a file of its own. */
async function esModules(): Promise<void> {
  const outdir = join(outputFolder, 'esbuild-esm');
  await build({
    ...common,
    entryPoints: ['app/esm/telemetry.mjs', 'app/esm/app.mjs'],
    outdir,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    // An instrumentation has to listen to the same module hooks that telemetry.mjs registers.
    external: [...external, '@opentelemetry/instrumentation', '@opentelemetry/instrumentation-*'],
  });
  await expectAppTrace({
    args: ['--import', join(outdir, 'telemetry.mjs'), join(outdir, 'app.mjs')],
  });
}

/** No node_modules at run time: the addons are copied to where the bundled packages look for them. */
async function everythingInside(): Promise<void> {
  // Outside of the repository, so that nothing is found by climbing up to a node_modules.
  const folder = await mkdtemp(join(tmpdir(), 'otel-native-bundle-'));
  try {
    const outfile = join(folder, 'bundle/main.cjs');
    await build({
      ...common,
      entryPoints: ['bundled/main.mjs'],
      outfile,
      format: 'cjs',
      banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
      define: { 'import.meta.url': 'bundleUrl' },
    });
    const addons = join(folder, 'addons');
    await copyAddons(addons);
    await expectAppTrace({ args: [outfile], cwd: folder, env: { OTEL_NATIVE_ADDON_DIR: addons } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All in one folder, under the names that they have among the prebuilt ones. */
async function copyAddons(folder: string): Promise<void> {
  const abi = process.versions.modules;
  const addons = {
    'otel_native_core.node': nativeCore.addonPath(),
    'otel_native_exporter_otlp_local.node': exporter.addonPath(),
    [`otel_native_context-abi-${abi}.node`]: contextNative.addonPath(),
  };
  for (const [name, path] of Object.entries(addons)) await cp(path!, join(folder, name));
}

export const esbuild: readonly Variant[] = [
  { name: 'esbuild, one CommonJS file', run: oneCommonJsFile },
  { name: 'esbuild, ES modules and --import', run: esModules },
  { name: 'esbuild, everything inside', run: everythingInside },
];
