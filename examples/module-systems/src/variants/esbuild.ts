import { cp, glob, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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
    await copyAddons(join(folder, 'build'));
    await expectAppTrace({ args: [outfile], cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A bundled package looks for its addon in `../build`, seen from the bundle, in the folder that it was built in. */
async function copyAddons(target: string): Promise<void> {
  const require = createRequire(import.meta.url);
  for (const name of ['native-core', 'exporter-otlp-local', 'context-native']) {
    const build = join(dirname(require.resolve(`@otel-native/${name}/package.json`)), 'build');
    for await (const addon of glob('{Release,abi-*}/*.node', { cwd: build })) {
      await cp(join(build, addon), join(target, addon));
    }
  }
}

export const esbuild: readonly Variant[] = [
  { name: 'esbuild, one CommonJS file', run: oneCommonJsFile },
  { name: 'esbuild, ES modules and --import', run: esModules },
  { name: 'esbuild, everything inside', run: everythingInside },
];
