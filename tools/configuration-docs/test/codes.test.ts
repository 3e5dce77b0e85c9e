import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  errorCodes,
  logCodes,
  processWarningCodes,
} from '../../../packages/api-bridge/schema/codes.ts';
import { environmentVariables } from '../../../packages/sdk/src/environment/variables.ts';

const packages = join(import.meta.dirname, '../../../packages');
const codes = [...errorCodes, ...processWarningCodes, ...logCodes].map(({ code }) => code);

/** Every text in quotes that looks like a code, in the sources of all packages in both languages. */
function inSources(): Set<string> {
  const found = readdirSync(packages).flatMap((name) =>
    ['src', 'native'].flatMap((part) => inFolder(join(packages, name, part))),
  );
  return new Set(found);
}

function inFolder(folder: string): string[] {
  return filesIn(folder)
    .filter((file) => /\.(ts|cpp|hpp)$/.test(file) && !/\.gen\.|(^|\/)(test|fuzz)\//.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/['"]((?:ERR_)?OTEL_NATIVE_[A-Z_]+)['"]/g)])
    .map(([, code]) => code!);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

test('the list has every code in the sources', () => {
  const variables = new Set(environmentVariables.map(({ name }) => name));
  const missing = [...inSources()].filter((code) => !codes.includes(code) && !variables.has(code));
  assert.deepEqual(missing, []);
});

test('every code in the list is used, and stands there once', () => {
  const used = inSources();
  assert.deepEqual(
    codes.filter((code) => !used.has(code)),
    [],
  );
  assert.equal(new Set(codes).size, codes.length);
});
