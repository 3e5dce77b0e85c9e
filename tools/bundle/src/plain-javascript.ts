import { transform, type TransformOptions } from 'esbuild';
import type { Plugin } from 'rollup';

const kOptions: TransformOptions = {
  target: 'node22.15',
  // As in tsconfig.base.json: a field without a value is no field of the object.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
};

/** Strips types and most comments, file by file: top-level constants and classes stay what they are. */
export function plainJavaScript(): Plugin {
  return {
    name: 'plain-javascript',
    async transform(code, id) {
      const loader = id.endsWith('.ts') ? 'ts' : 'js';
      if (id.startsWith('\0') || id.endsWith('.json')) return null;
      const { code: plain } = await transform(code, { ...kOptions, loader });
      return { code: plain, map: null };
    },
  };
}

/** Renders smaller code, with names that nobody can read. */
export function minified(): Plugin {
  return {
    name: 'minified',
    async renderChunk(code) {
      return (await transform(code, { ...kOptions, minify: true })).code;
    },
  };
}
