/** Type-checks code blocks as modules of the workspace: against the built packages, as a reader would use them. */
import { dirname, join } from 'node:path';

import ts from 'typescript';

import type { PlacedBlock } from './placed-block.ts';

/** By the language of a fence. */
export const extensions: Readonly<Record<string, string>> = {
  ts: '.ts',
  js: '.js',
  mjs: '.mjs',
  cjs: '.cjs',
};

/** Packages that npm installs for one workspace alone, since another one needs other versions of what they import. */
const kInstalledBelow: Readonly<Record<string, string>> = { '@openai/agents': 'packages/genai' };

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // A block that waits at its top level, or has no import, is a module as well.
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  strict: true,
  noImplicitAny: false,
  allowImportingTsExtensions: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  noEmit: true,
};

/** One line for each error: `page:line: message`. */
export function compile(root: string, blocks: readonly PlacedBlock[]): string[] {
  const files = new Map(blocks.map((block, index) => [fileOf(root, block, index), block]));
  const paths = Object.fromEntries(
    Object.entries(kInstalledBelow).map(([name, folder]) => [
      name,
      [join(root, folder, 'node_modules', name)],
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  host.getSourceFile = (name, languageOptions) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, languageOptions);
  };
  const program = ts.createProgram([...files.keys()], { ...options, paths }, host);
  // What is wrong in the sources of a package that a block imports is for `npm run typecheck` to say.
  const own = ({ file }: ts.Diagnostic) => file === undefined || files.has(file.fileName);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(own)
    .map((diagnostic) => describe(diagnostic, files));
}

/** Beside its page, so that a package's README finds what the package may import. */
function fileOf(root: string, { page, language }: PlacedBlock, index: number): string {
  return join(root, dirname(page), `code-block-${index}${extensions[language]}`);
}

function describe(
  { file, start = 0, messageText }: ts.Diagnostic,
  files: ReadonlyMap<string, PlacedBlock>,
): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const block = file && files.get(file.fileName);
  if (file === undefined || block === undefined) return `${file?.fileName ?? ''}: ${message}`;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${block.page}:${block.line + line}: ${message}`;
}
