import { join } from 'node:path';
import { promisify } from 'node:util';

import webpack from 'webpack';

import { exampleFolder, outputFolder } from '../folders.ts';
import { expectAppTelemetry } from '../traced-run.ts';
import type { Variant } from '../variant.ts';

async function oneCommonJsFile(): Promise<void> {
  const path = join(outputFolder, 'webpack');
  const compiler = webpack({
    context: exampleFolder,
    mode: 'production',
    target: 'node22',
    entry: './bundled/main.mjs',
    output: { path, filename: 'main.cjs' },
    // The packages with an addon stay in node_modules. So do instrumentations: they choose what to require at run time,
    // of which webpack warns.
    externalsType: 'commonjs',
    externals: [/^@otel-native\//, /^@opentelemetry\/instrumentation/],
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (stats?.hasErrors() || stats?.hasWarnings())
    throw new Error(stats.toString('errors-warnings'));
  await expectAppTelemetry({ args: [join(path, 'main.cjs')] });
}

export const webpackBundle: readonly Variant[] = [
  { name: 'webpack, one CommonJS file', run: oneCommonJsFile },
];
