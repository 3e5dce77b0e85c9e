/**
 * Builds `dist/` of the package in the current folder. Each NAME is an entry, `src/NAME.ts`; a FOLDER holds the `main.ts` of a
 * command line:
 *
 *     node ../../tools/bundle/src/main.ts [--command FOLDER] NAME…
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rollup } from 'rollup';
import { commandLine, library, types, type Bundle } from './library.ts';

const { values, positionals } = parseArgs({
  options: { command: { type: 'string' } },
  allowPositionals: true,
});

rmSync('dist', { recursive: true, force: true });
const bundles = [...library(positionals), types(positionals)];
if (values.command !== undefined) bundles.push(commandLine(values.command));
for (const bundle of bundles) await write(bundle);

async function write({ input, outputs }: Bundle): Promise<void> {
  const build = await rollup(input);
  for (const output of outputs) await build.write(output);
  await build.close();
}
