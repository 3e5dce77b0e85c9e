import type { Options } from 'tsup';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Leaves a package's own `.cjs` files as they are: they are copied beside the output, and both formats load them from there.
 * Not esbuild's loader `copy`, as tsup then writes one file twice at once.
 */
export function commonJsFiles(): Plugin {
  return {
    name: 'commonjs-files',
    setup(build) {
      const files = new Set<string>();
      build.onResolve({ filter: /^\..*\.cjs$/ }, ({ path, resolveDir }) => {
        if (resolveDir.includes('node_modules')) return undefined;
        files.add(resolve(resolveDir, path));
        return { path: `./${basename(path)}`, external: true };
      });
      build.onEnd(() => {
        const folder = build.initialOptions.outdir!;
        mkdirSync(folder, { recursive: true });
        for (const file of files) copyFileSync(file, join(folder, basename(file)));
      });
    },
  };
}
