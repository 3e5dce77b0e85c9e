import type { Plugin } from 'rollup';

/**
 * `import.meta.url` in the CommonJS builds: addons and optional packages are looked for beside the file. Undefined where a
 * bundler has made an ES module of one, which has no `__filename`.
 */
export function moduleUrl(): Plugin {
  return {
    name: 'module-url',
    resolveImportMeta: (property, { format }) =>
      property === 'url' && format === 'cjs'
        ? `(typeof __filename === 'undefined' ? undefined : process.getBuiltinModule('url').pathToFileURL(__filename).href)`
        : null,
  };
}
