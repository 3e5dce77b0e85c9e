import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { parts } from '../src/experiments/bundle-edits.ts';

const bundle = readFileSync(
  createRequire(import.meta.url)
    .resolve('@otel-native/native-core')
    .replace(/cjs$/, 'js'),
  'utf8',
);

for (const [name, edits] of Object.entries(parts).filter(([, { length }]) => length > 0)) {
  test(`what the experiment leaves out is in the bundle once: ${name}`, () => {
    for (const [part] of edits) assert.equal(bundle.split(part).length, 2, part);
  });
}
