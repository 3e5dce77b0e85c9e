import { defineConfig, type Options } from 'tsup';
import { builtins } from './tsup-builtins.ts';
import { constants } from './tsup-constants.ts';

/** The one build of every published package: ESM and CommonJS with types for both. */
export function library(entry: Record<string, string>): ReturnType<typeof defineConfig> {
  const options: Options = {
    entry,
    format: ['esm', 'cjs'],
    target: 'node22.15',
    platform: 'node',
    dts: { compilerOptions: { allowImportingTsExtensions: false } },
    clean: true,
    // Gives each format `import.meta.url` and `__dirname`: the addons are found beside the package.
    shims: true,
    splitting: false,
    // Of the first two a package uses a few functions, and importing them whole loads a hundred files; the last is a few lines.
    noExternal: [/^@opentelemetry\/(core|resources)$/, '@otel-native/api-bridge/observation'],
    treeshake: true,
    removeNodeProtocol: false,
    esbuildPlugins: [builtins()],
    plugins: [constants()],
  };
  return defineConfig(options);
}
