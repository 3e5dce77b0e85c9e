import { copyFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'rollup';

/** Leaves a package's own `.cjs` files as they are: they are copied beside the output, and both formats load them from there. */
export function commonJsFiles(): Plugin {
  const files = new Set<string>();
  return {
    name: 'commonjs-files',
    resolveId(source, importer) {
      if (importer?.endsWith('.ts') !== true || !/^\..*\.cjs$/.test(source)) return null;
      files.add(resolve(dirname(importer), source));
      return { id: `./${basename(source)}`, external: true };
    },
    writeBundle({ dir = '.' }) {
      for (const file of files) copyFileSync(file, join(dir, basename(file)));
    },
  };
}
