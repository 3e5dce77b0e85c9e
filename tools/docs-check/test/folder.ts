import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';

/** A fresh folder for each test of a file, to write pages into. */
export const folder = { path: '' };

beforeEach(() => (folder.path = mkdtempSync(join(tmpdir(), 'docs-check-'))));
afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

export function write(name: string, ...lines: string[]): string {
  const file = join(folder.path, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.join('\n'));
  return name;
}
