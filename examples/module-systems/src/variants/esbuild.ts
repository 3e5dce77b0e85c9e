import { join } from 'node:path';

import { build, type BuildOptions } from 'esbuild';

import { exampleFolder, outputFolder } from '../folders.ts';
import { expectAppTelemetry } from '../traced-run.ts';
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
  await expectAppTelemetry({ args: [outfile] });
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
    // The module hooks that instrumentations listen to are files of their own, which telemetry.mjs registers.
    external: [...external, '@opentelemetry/instrumentation', '@opentelemetry/instrumentation-*'],
  });
  await expectAppTelemetry({
    args: ['--import', join(outdir, 'telemetry.mjs'), join(outdir, 'app.mjs')],
  });
}

export const esbuild: readonly Variant[] = [
  { name: 'esbuild, one CommonJS file', run: oneCommonJsFile },
  { name: 'esbuild, ES modules and --import', run: esModules },
];
