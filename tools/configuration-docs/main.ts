/**
 * Writes what comes from the table of environment variables (the tables of docs/configuration.md, and the list of names that
 * every start may look into) and from the list of codes (their types, and the tables of docs/troubleshooting.md). With `--check` it writes nothing and fails when a file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesModule, pageWithCodes } from './src/codes.ts';
import { documentWithTables } from './src/markdown.ts';
import { namesModule } from './src/names.ts';

const root = join(import.meta.dirname, '../..');
const documentPath = join(root, 'docs/configuration.md');
const troubleshootingPath = join(root, 'docs/troubleshooting.md');
const namesPath = join(root, 'packages/sdk/src/environment/names.gen.ts');

const outputs = new Map([
  [namesPath, namesModule()],
  [join(root, 'packages/api-bridge/src/codes.gen.ts'), codesModule()],
  [troubleshootingPath, pageWithCodes(readFileSync(troubleshootingPath, 'utf8'))],
  [documentPath, documentWithTables(readFileSync(documentPath, 'utf8'))],
]);

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of outputs) {
  if (!check) writeFileSync(path, text);
  else if (read(path) !== text) {
    console.error(`${path} is stale: run "npm run generate -w configuration-docs"`);
    stale++;
  }
}
if (check && stale === 0) console.log(`${outputs.size} generated files are current`);
process.exitCode = stale === 0 ? 0 : 1;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
