import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../results/', import.meta.url);

/** Writes `results/<case>-<node major>.json`, replacing the one before; gives its path. */
export function writeResult(result: { readonly case: string }): string {
  const nodeMajor = process.versions.node.split('.')[0];
  const file = new URL(`${result.case}-${nodeMajor}.json`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return fileURLToPath(file);
}
