import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import { builtins } from './tsup-builtins.ts';
import { commonJsFiles } from './tsup-commonjs.ts';
import { constants } from './tsup-constants.ts';

const moduleUrlFile = fileURLToPath(new URL('tsup-module-url.js', import.meta.url));

const esbuildOptions: Options['esbuildOptions'] = (esbuild, { format }) => {
  if (format !== 'cjs') return;
  // Addons and optional packages are looked for beside the file.
  esbuild.define = { ...esbuild.define, 'import.meta.url': 'moduleUrl' };
  esbuild.inject = [...(esbuild.inject ?? []), moduleUrlFile];
};

/** The one build of every published package: ESM and CommonJS with types for both. */
export function library(entry: Record<string, string>): ReturnType<typeof defineConfig> {
  const options: Options = {
    entry,
    format: ['esm', 'cjs'],
    target: 'node22.15',
    platform: 'node',
    dts: { compilerOptions: { allowImportingTsExtensions: false } },
    clean: true,
    splitting: false,
    // Of the first two a package uses a few functions, and importing them whole loads a hundred files; the last is a few lines.
    noExternal: [/^@opentelemetry\/(core|resources)$/, '@otel-native/api-bridge/observation'],
    treeshake: true,
    removeNodeProtocol: false,
    esbuildOptions,
    esbuildPlugins: [builtins(), commonJsFiles()],
    plugins: [constants()],
  };
  return defineConfig(options);
}
