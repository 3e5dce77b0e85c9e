/**
 * Builds `dist/` of the package in the current folder. Each NAME is an entry, `src/NAME.ts`, which `--commonjs` builds as CommonJS
 * alone; a FOLDER holds the `main.ts` of a command line:
 *
 *     node ../../tools/bundle/src/main.ts [--command FOLDER] [--commonjs NAME] NAME…
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rollup } from 'rollup';
import { commandLine, commonJsLibrary, library, types, type Bundle } from './library.ts';

const { values, positionals } = parseArgs({
  options: {
    command: { type: 'string' },
    commonjs: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});

rmSync('dist', { recursive: true, force: true });
const { commonjs } = values;
const bundles = [
  ...library(positionals),
  ...commonJsLibrary(commonjs),
  types([...positionals, ...commonjs]),
];
if (values.command !== undefined) bundles.push(commandLine(values.command));
for (const bundle of bundles) await write(bundle);

async function write({ input, outputs }: Bundle): Promise<void> {
  const build = await rollup(input);
  for (const output of outputs) await build.write(output);
  await build.close();
}
