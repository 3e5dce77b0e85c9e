import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import * as contextNative from '@otel-native/context-native';
import * as exporter from '@otel-native/exporter-otlp-local';
import * as metricsSystem from '@otel-native/metrics-system';
import * as nativeCore from '@otel-native/native-core';
import { build, type BuildOptions } from 'esbuild';
import webpack from 'webpack';

import { exampleFolder } from '../folders.ts';
import { expectAppTelemetry } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

const entry = './bundled/main.mjs';

async function esbuildCommonJs(outfile: string): Promise<void> {
  await esbuild({ outfile, format: 'cjs' });
}

/** Packages that are CommonJS ask for `require`, which an ES module does not have by itself. */
async function esbuildEsModule(outfile: string): Promise<void> {
  const banner =
    "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
  await esbuild({ outfile, format: 'esm', banner: { js: banner } });
}

async function esbuild(options: BuildOptions): Promise<void> {
  await build({
    absWorkingDir: exampleFolder,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node22',
    logLevel: 'silent',
    ...options,
  });
}

async function webpackCommonJs(outfile: string): Promise<void> {
  const compiler = webpack({
    context: exampleFolder,
    mode: 'production',
    target: 'node22',
    entry,
    output: { path: dirname(outfile), filename: 'main.cjs' },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  // It warns of instrumentations, which choose what to require at run time.
  if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'));
}

/** No `node_modules` at run time, but a folder with the addons. */
async function runAlone(makeBundle: (outfile: string) => Promise<void>, name: string) {
  // Outside of the repository, so that nothing is found by climbing up to a node_modules.
  const folder = await mkdtemp(join(tmpdir(), 'otel-native-bundle-'));
  try {
    const outfile = join(folder, 'bundle', name);
    await makeBundle(outfile);
    const addons = join(folder, 'addons');
    await copyAddons(addons);
    const run = { args: [outfile], cwd: folder, env: { OTEL_NATIVE_ADDON_DIR: addons } };
    await expectAppTelemetry(run, ['process.memory.usage', 'v8js.memory.heap.used']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All in one folder, under the names that they have among the prebuilt ones. */
async function copyAddons(folder: string): Promise<void> {
  const addons = {
    'otel_native_core.node': nativeCore.addonPath(),
    'otel_native_exporter_otlp_local.node': exporter.addonPath(),
    'otel_native_metrics_system.node': metricsSystem.addonPath(),
    [`otel_native_context-abi-${process.versions.modules}.node`]: contextNative.addonPath(),
  };
  for (const [name, path] of Object.entries(addons)) await cp(path!, join(folder, name));
}

export const everythingInside: readonly Variant[] = [
  {
    name: 'everything inside, esbuild, CommonJS',
    run: () => runAlone(esbuildCommonJs, 'main.cjs'),
  },
  {
    name: 'everything inside, esbuild, ES module',
    run: () => runAlone(esbuildEsModule, 'main.mjs'),
  },
  { name: 'everything inside, webpack', run: () => runAlone(webpackCommonJs, 'main.cjs') },
];
