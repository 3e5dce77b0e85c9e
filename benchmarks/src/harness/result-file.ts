import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { compactJson } from './compact-json.ts';
import { thin, type FullResult } from './thin-result.ts';

const resultsFolder = new URL('../../results/', import.meta.url);

/** Writes `<case>-<node major>.json`, replacing the one before; returns its path. */
export function writeResult(result: FullResult, folder = resultsFolder): string {
  const nodeMajor = process.versions.node.split('.')[0];
  const file = new URL(`${result.case}-${nodeMajor}.json`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${compactJson(thin(result))}\n`);
  return fileURLToPath(file);
}
