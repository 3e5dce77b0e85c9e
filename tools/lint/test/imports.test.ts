import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const workspace = join(import.meta.dirname, '../../..');
const cruiser = join(workspace, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const config = join(import.meta.dirname, '../imports.mjs');
/** nx asks for colours, which the rules do not expect. */
const withoutColours = { ...process.env, FORCE_COLOR: '0' };
let copy: string;

/** A copy of the packages' sources, into which a test plants what is forbidden. */
before(() => {
  copy = mkdtempSync(join(tmpdir(), 'imports-'));
  for (const folder of globSync('packages/*/src', { cwd: workspace }))
    cpSync(join(workspace, folder), join(copy, folder), { recursive: true });
});

after(() => rmSync(copy, { recursive: true }));

/** What the rules say of the copy with these files in it, which are taken out again. */
async function problemsWith(files: Record<string, string>): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  try {
    return await problems();
  } finally {
    for (const file of Object.keys(files)) rmSync(join(copy, file));
  }
}

/** What dependency-cruiser prints, where it finds something. */
async function problems(): Promise<string> {
  const args = [cruiser, '--config', config, '--output-type', 'err', 'packages'];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: copy, env: withoutColours });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('the sources as they are break no rule', async () => {
  assert.equal(await problems(), '');
});

test('files do not import each other in a circle, for types alone neither', async () => {
  const found = await problemsWith({
    'packages/api-bridge/src/planted-a.ts':
      "import type { B } from './planted-b';\nexport type A = B[];\n",
    'packages/api-bridge/src/planted-b.ts':
      "import type { A } from './planted-a';\nexport type B = A[];\n",
  });
  assert.match(found, /files import each other .*planted-a\.ts → /);
});

test('folders do not import each other in a circle', async () => {
  const found = await problemsWith({
    'packages/sdk/src/otlp/planted.ts': "import '../traces/planted-b';\n",
    'packages/sdk/src/traces/planted-a.ts': "import '../otlp/planted';\n",
    'packages/sdk/src/traces/planted-b.ts': 'export {};\n',
  });
  assert.match(found, /folders import each other .*packages\/sdk\/src\/otlp → /);
});

test('a room does not import what lies above it', async () => {
  const found = await problemsWith({
    'packages/native-core/src/values/planted.ts': "import type {} from '../pipeline/planted';\n",
    'packages/native-core/src/pipeline/planted.ts': 'export {};\n',
  });
  assert.match(found, /imports what lies above it: .*values\/planted\.ts → /);
});

test('a signal does not import another one', async () => {
  const found = await problemsWith({
    'packages/native-core/src/traces/planted.ts': "import type {} from '../metrics/planted';\n",
    'packages/native-core/src/metrics/planted.ts': 'export {};\n',
  });
  assert.match(found, /traces imports another signal: .*traces\/planted\.ts → /);
});

test('a new room needs a floor', async () => {
  const found = await problemsWith({
    'packages/native-core/src/planted/planted.ts': "import type {} from '../values/ids';\n",
  });
  assert.match(found, /without a floor .*planted\/planted\.ts → /);
});

test('a package does not import a tool', async () => {
  const found = await problemsWith({
    'packages/sdk/src/planted.ts': "import '../../../tools/planted/src/index.ts';\n",
    'tools/planted/src/index.ts': 'export {};\n',
  });
  assert.match(found, /a package imports a tool: .*sdk\/src\/planted\.ts → /);
});
