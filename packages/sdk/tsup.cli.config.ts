import { defineConfig } from 'tsup';
import { commonJsFiles } from '../../tools/tsup-commonjs.ts';

/**
 * The command line: one small file, and a file for each command that is loaded when it is asked for. Nothing of it is part
 * of the library. Minified, as the decoder of OTLP is large and nobody steps through it.
 */
export default defineConfig({
  entry: { main: 'src/cli/main.ts' },
  outDir: 'dist/cli',
  format: ['esm'],
  target: 'node22.15',
  platform: 'node',
  clean: true,
  splitting: true,
  minify: true,
  removeNodeProtocol: false,
  esbuildPlugins: [commonJsFiles()],
  noExternal: [/^@opentelemetry\/(core|resources)$/, /^otlp-(receiver|decoder)/],
});
