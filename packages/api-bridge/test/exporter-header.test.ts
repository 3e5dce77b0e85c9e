import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const include = join(__dirname, '../include');
const source = `
#include "otel_native/exporter.h"
static void nothing(otel_native_exporter* self) { (void)self; }
static void export_batch(otel_native_exporter* self, const otel_native_batch* batch, uint64_t timeout_ns,
                         otel_native_result* result) {
  (void)self;
  (void)timeout_ns;
  result->status = batch->size > 0 ? OTEL_NATIVE_EXPORT_OK : OTEL_NATIVE_EXPORT_FAILED;
}
static void shutdown_exporter(otel_native_exporter* self, uint64_t timeout_ns) {
  (void)self;
  (void)timeout_ns;
}
otel_native_exporter exporter = {OTEL_NATIVE_EXPORTER_ABI_VERSION, sizeof(otel_native_exporter), nothing, nothing,
                                 export_batch, nothing, shutdown_exporter};
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exporter-header-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const strict = ['-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include];

test.each([
  ['C11', 'cc', 'plugin.c', '-std=c11'],
  ['C++11', 'c++', 'plugin.cpp', '-std=c++11'],
  ['C++20', 'c++', 'plugin.cpp', '-std=c++20'],
])('exporter.h compiles as plain %s', (_language, compiler, file, standard) => {
  writeFileSync(join(folder, file), source);
  execFileSync(compiler, [standard, ...strict, join(folder, file)], { stdio: 'pipe' });
});

test('the package offers the header under its own name', () => {
  expect(require.resolve('@otel-native/api-bridge/include/otel_native/exporter.h')).toBe(
    join(include, 'otel_native/exporter.h'),
  );
});
