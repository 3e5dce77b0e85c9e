import assert from 'node:assert/strict';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { checkIncludes } from '../src/check-includes.ts';
import { includeProblems } from '../src/include-problems.ts';

const workspace = join(import.meta.dirname, '../../..');
let copy: string;

/** A copy of the product's C++, into which a test plants what is forbidden. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'includes-'));
  const files = globSync('packages/*/native/**/*.{cpp,hpp}', { cwd: workspace });
  for (const file of files) {
    if (/\/native\/(build|test|fuzz)\//.test(file)) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(workspace, file), join(copy, file));
  }
});

afterEach(() => rmSync(copy, { recursive: true }));

function plant(file: string, text: string): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'a' });
}

test('the sources as they are break no rule', () => {
  assert.deepEqual(checkIncludes(copy), []);
});

test('only binding/ includes the Node-API', () => {
  plant('packages/native-core/native/record/planted.hpp', '#pragma once\n#include <napi.h>\n');
  assert.deepEqual(checkIncludes(copy), [
    'packages/native-core/native/record/planted.hpp:2: only binding/ includes napi.h',
  ]);
});

test('a folder does not include what lies above it', () => {
  plant('packages/native-core/native/record/planted.hpp', '#include "otlp/proto-writer.hpp"\n');
  const [first] = checkIncludes(copy);
  assert.equal(first, 'packages/native-core/native/record/planted.hpp:1: record/ lies below otlp/');
});

test('folders of one floor do not include each other in a circle', () => {
  plant('packages/exporter-otlp-local/native/otlp/planted.hpp', '#include "retry/planted.hpp"\n');
  plant('packages/exporter-otlp-local/native/retry/planted.hpp', '#include "otlp/planted.hpp"\n');
  assert.deepEqual(checkIncludes(copy), [
    'packages/exporter-otlp-local/native/otlp/planted.hpp:1: otlp/ and retry/ include each other',
    'packages/exporter-otlp-local/native/retry/planted.hpp:1: retry/ and otlp/ include each other',
  ]);
});

test('every folder has a floor', () => {
  plant('packages/metrics-system/native/planted/planted.hpp', '#include <string>\n');
  assert.deepEqual(checkIncludes(copy), [
    'packages/metrics-system/native/planted: this folder has no floor in tools/native-lint/src/floors.ts',
  ]);
});

test('signals include nothing of each other', () => {
  plant('packages/native-core/native/traces/planted.hpp', '#include "metrics/metric-names.hpp"\n');
  assert.deepEqual(checkIncludes(copy), [
    'packages/native-core/native/traces/planted.hpp:1: traces/ includes nothing of metrics/',
  ]);
});

test('an exception allows what it names, and is reported when nothing uses it', () => {
  const floors = [['upper'], ['lower']];
  const exceptions = [{ from: 'lower', to: 'upper', reason: 'an issue of its own' }];
  const upwards = { file: 'lower/a.hpp', line: 1, name: 'upper/b.hpp' };
  const downwards = { file: 'upper/b.hpp', line: 1, name: 'lower/a.hpp' };
  assert.deepEqual(includeProblems([upwards, downwards], { floors, exceptions }), []);
  assert.deepEqual(includeProblems([downwards], { floors, exceptions }), [
    'lower/ no longer includes upper/: delete the exception',
  ]);
});
