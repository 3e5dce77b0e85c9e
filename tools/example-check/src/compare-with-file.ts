import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/** Prints what was seen, and compares it with a file, or writes that file if `--update` is among the arguments of the program. */
export function compareWithFile(seen: string, path: string): void {
  console.log(seen);
  if (process.argv.includes('--update')) writeFileSync(path, seen);
  else assert.equal(seen, readFileSync(path, 'utf8'), `the spans differ from ${path}`);
}
