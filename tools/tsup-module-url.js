/**
 * `import.meta.url` in the CommonJS builds. Undefined where a bundler has made an ES module of one, which has no `__filename`.
 */
export const moduleUrl =
  typeof __filename === 'undefined'
    ? undefined
    : process.getBuiltinModule('url').pathToFileURL(__filename).href;
