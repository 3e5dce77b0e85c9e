import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import { isBuiltin } from 'node:module';
import { basename } from 'node:path';
import type { OutputOptions, Plugin, RollupLog, RollupOptions } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { builtins } from './builtins.ts';
import { commonJsFiles } from './commonjs-files.ts';
import { constantClasses } from './constant-classes.ts';
import { constantFunctions } from './constant-functions.ts';
import { isExternal } from './externals.ts';
import { moduleUrl } from './module-url.ts';
import { minified, plainJavaScript } from './plain-javascript.ts';
import { withoutComments } from './without-comments.ts';

/** A build, and where it is written to. */
export interface Bundle {
  readonly input: RollupOptions;
  readonly outputs: readonly OutputOptions[];
}

const kModule: OutputOptions = {
  dir: 'dist',
  format: 'es',
  entryFileNames: '[name].js',
  generatedCode: { preset: 'es2015', symbols: false },
};

const kCommonJs: OutputOptions = {
  dir: 'dist',
  format: 'cjs',
  entryFileNames: '[name].cjs',
  exports: 'named',
  esModule: true,
  generatedCode: { preset: 'es2015', symbols: false },
  // Every package that we import as a whole marks its CommonJS as made from an ES module.
  interop: 'esModule',
};

/** Each entry in one file of each format: `name` is `src/name.ts`, and becomes `dist/name.js` and `dist/name.cjs`. */
export function library(names: readonly string[]): Bundle[] {
  return entries(names, [kModule, kCommonJs]);
}

/** Entries that nothing is imported from by name, so that one format serves both kinds of modules. */
export function commonJsLibrary(names: readonly string[]): Bundle[] {
  return entries(names, [kCommonJs]);
}

function entries(names: readonly string[], formats: readonly OutputOptions[]): Bundle[] {
  return names.map((name) => ({
    input: {
      ...common(name),
      plugins: [
        commonJsFiles(),
        builtins(),
        ...shared(),
        moduleUrl(),
        constantClasses(),
        constantFunctions(),
        withoutComments(),
      ],
    },
    outputs: formats.map((output) => ({ ...output, inlineDynamicImports: true })),
  }));
}

/** Types of all entries, for both formats: what they share is one file. */
export function types(names: readonly string[]): Bundle {
  const formats = { ts: '[name].d.ts', cts: '[name].d.cts' };
  const external = isExternal();
  return {
    input: {
      ...common(...names),
      // Types of Node's own modules are those of `@types/node`.
      external: (source) => isBuiltin(source) || external(source),
      plugins: [
        dts({ tsconfig: 'tsconfig.json', compilerOptions: { allowImportingTsExtensions: false } }),
      ],
    },
    outputs: Object.entries(formats).map(([ending, entryFileNames]) => ({
      dir: 'dist',
      format: 'es',
      entryFileNames,
      chunkFileNames: `[name]-[hash].d.${ending}`,
    })),
  };
}

/**
 * A command line: one small file, and a file for each command that is loaded when it is asked for. Nothing of it is part of
 * the library. Minified, as the decoder of OTLP is large and nobody steps through it.
 */
export function commandLine(folder: string): Bundle {
  return {
    input: { ...common(`${folder}/main`), plugins: [commonJsFiles(), ...shared(), minified()] },
    outputs: [{ ...kModule, dir: `dist/${folder}` }],
  };
}

function common(...names: string[]): RollupOptions {
  const input = Object.fromEntries(names.map((name) => [basename(name), `src/${name}.ts`]));
  return { input, external: isExternal(), onwarn: failOnWarning };
}

function shared(): Plugin[] {
  return [
    plainJavaScript(),
    nodeResolve({
      extensions: ['.ts', '.mjs', '.js'],
      exportConditions: ['node'],
      preferBuiltins: true,
    }),
    json({ namedExports: true, preferConst: true }),
    commonjs(),
  ];
}

/** A warning is a mistake in what users get; but an entry may export no types, and other people's files have their own ways. */
function failOnWarning({ code, message, id, ids = [] }: RollupLog): void {
  const files = id === undefined ? ids : [id];
  const isOurs = !files.some((file) => file.includes('node_modules'));
  if (isOurs && code !== 'EMPTY_BUNDLE') throw new Error(message);
}
