import { createRequire } from 'node:module';

import { exampleFolder } from '../folders.ts';
import { runNode } from '../run-node.ts';
import type { Variant } from '../variant.ts';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

export const typescript: readonly Variant[] = ['node16', 'bundler'].map((resolution) => ({
  name: `TypeScript, moduleResolution ${resolution}`,
  async run() {
    await runNode({ args: [tsc, '-p', `types/tsconfig.${resolution}.json`], cwd: exampleFolder });
  },
}));
