/** `npm run docs`: writes the API reference of all packages to `tools/api-docs/dist`. The packages have to be built. */
import { join } from 'node:path';

import { entryPoints } from './entry-points.ts';
import { buildReference } from './reference.ts';

const folder = join(import.meta.dirname, '..');
const entries = entryPoints(join(folder, '../../packages'));
const out = join(folder, 'dist');
const succeeded = await buildReference({
  entries,
  tsconfig: join(folder, 'tsconfig.json'),
  home: join(folder, 'home.txt'),
  out,
});
if (succeeded) console.log(`${entries.length} entry points: ${join(out, 'index.html')}`);
process.exitCode = succeeded ? 0 : 1;
