import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../results/', import.meta.url);

/** Writes `results/<case>-<node major>.json`, replacing the one before; gives its path. */
export function writeResult(result: { readonly case: string }): string {
  const nodeMajor = process.versions.node.split('.')[0];
  const file = new URL(`${result.case}-${nodeMajor}.json`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${compactNumberLists(JSON.stringify(result, null, 2))}\n`);
  return fileURLToPath(file);
}

/** Puts each list of numbers on a line of its own: a time series would fill the file with one number a line. */
export function compactNumberLists(indentedJson: string): string {
  return indentedJson.replace(/\[\n\s+(-?\d[^"{}[\]]*)\n\s*\]/g, (_, numbers: string) => {
    return `[${numbers.replace(/\s+/g, ' ')}]`;
  });
}
