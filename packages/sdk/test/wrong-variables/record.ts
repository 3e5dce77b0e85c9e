/**
 * Records in official.json how the official SDK treats wrong variables. With `--check` it writes nothing, and fails if
 * the official SDK has changed.
 *
 *     npm run official-table -w @otel-native/sdk [-- --check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomesOf } from './outcomes.ts';

const path = join(import.meta.dirname, 'official.json');
const text = `${JSON.stringify(outcomesOf('@opentelemetry/sdk-node'), undefined, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error(
    `${path} is stale: run "npm run official-table -w @otel-native/sdk", then read the difference`,
  );
  process.exitCode = 1;
}
