import assert from 'node:assert/strict';
import { join } from 'node:path';

import { build, type BuildOptions, type BuildResult } from 'esbuild';

import nextConfig from '../../next-style/next.config.ts';
import { exampleFolder, outputFolder } from '../folders.ts';
import { expectAppTelemetry } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

/** Builds `instrumentation.ts` for a runtime as Next.js does: with the variable replaced. */
function buildInstrumentation(runtime: string, options: BuildOptions): Promise<BuildResult> {
  return build({
    absWorkingDir: exampleFolder,
    entryPoints: ['next-style/instrumentation.ts'],
    bundle: true,
    logLevel: 'silent',
    define: { 'process.env.NEXT_RUNTIME': JSON.stringify(runtime) },
    minifySyntax: true,
    ...options,
  });
}

async function nodeRuntime(): Promise<void> {
  const outfile = join(outputFolder, 'next-style/instrumentation.cjs');
  await buildInstrumentation('nodejs', {
    outfile,
    platform: 'node',
    format: 'cjs',
    external: nextConfig.serverExternalPackages,
  });
  await expectAppTelemetry({ args: ['next-style/server.mjs', outfile, 'app/cjs/app.cjs'] });
}

async function edgeRuntime(): Promise<void> {
  // Fails when anything of Node is imported: there is no such platform here.
  const { outputFiles } = await buildInstrumentation('edge', {
    platform: 'neutral',
    format: 'esm',
    write: false,
  });
  assert.doesNotMatch(outputFiles?.[0]?.text ?? assert.fail('no bundle'), /NodeSDK|import\(/);
}

export const nextStyle: readonly Variant[] = [
  { name: 'Next.js-style instrumentation.ts, nodejs', run: nodeRuntime },
  { name: 'Next.js-style instrumentation.ts, edge', run: edgeRuntime },
];
