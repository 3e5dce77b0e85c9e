import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');

/** The first cells of the table between `<!-- NAME -->` and `<!-- end -->`. */
function documented(name: string): string[] {
  const [, table = ''] = new RegExp(`<!-- ${name} -->\n([^]*?)<!-- end -->`).exec(page) ?? [];
  return [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code!).sort();
}

/** What the sources of all packages have in quotes. */
function inSources(pattern: RegExp): string[] {
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/src`);
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  const found = files.flatMap((source) => [...source.matchAll(pattern)].map(([, code]) => code!));
  return [...new Set(found)].sort();
}

test('docs/troubleshooting.md has every code of an error, and no other', () => {
  const codes = inSources(/'(ERR_OTEL_NATIVE_[A-Z_]+)'/g);
  assert.ok(codes.length > 10);
  assert.deepEqual(documented('codes of errors'), codes);
});

test('docs/troubleshooting.md has every code of a process warning, and no other', () => {
  // A union of types has them in lines of their own, a call behind its property.
  const codes = inSources(/(?:\| |code: )'(OTEL_NATIVE_[A-Z_]+)'/g);
  assert.deepEqual(documented('codes of warnings'), codes);
});
