import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const header = require.resolve('@otel-native/api-bridge/include/otel_native/context.h');
const source = `
#include "otel_native/context.h"
uint32_t read_at(uint64_t address, otel_native_active_span* span);
uint32_t read_at(uint64_t address, otel_native_active_span* span) {
  otel_native_context_reader* reader = otel_native_context_reader_at(address);
  span->struct_size = sizeof(*span);
  if (reader == NULL) return OTEL_NATIVE_CONTEXT_UNAVAILABLE;
  return reader->read(reader, span);
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-header-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const include = dirname(dirname(header));
const strict = ['-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include];

test.each([
  ['C11', 'cc', 'client.c', '-std=c11'],
  ['C++11', 'c++', 'client.cpp', '-std=c++11'],
  ['C++20', 'c++', 'client.cpp', '-std=c++20'],
])('context.h compiles as plain %s', (_language, compiler, file, standard) => {
  writeFileSync(join(folder, file), source);
  execFileSync(compiler, [standard, ...strict, join(folder, file)], { stdio: 'pipe' });
});
