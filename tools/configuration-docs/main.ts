/**
 * Writes what comes from the table of environment variables (the tables of docs/configuration.md, and the list of names that
 * every start may look into) and from the list of codes (their types, and the tables of docs/troubleshooting.md). With `--check` it writes nothing and fails when a file is stale.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from '../generated-files.ts';
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

writeOrCheck(outputs, 'npm run generate -w configuration-docs');
