import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const include = join(__dirname, '../include');
const source = `
#include "otel_native/exporter.h"
static void nothing(otel_native_exporter* self) { (void)self; }
static void submit(otel_native_exporter* self, const otel_native_batch* batch, uint64_t timeout_ns, void* token,
                   otel_native_done done) {
  otel_native_result result = {sizeof(otel_native_result), OTEL_NATIVE_EXPORT_OK, 0, 0, 0, 0, ""};
  (void)self;
  (void)timeout_ns;
  if (batch->size == 0) result.status = OTEL_NATIVE_EXPORT_FAILED;
  done(token, &result);
}
static void cancel(otel_native_exporter* self, void* token) {
  (void)self;
  (void)token;
}
static void shutdown_exporter(otel_native_exporter* self, void* token, otel_native_done done) {
  otel_native_result result = {sizeof(otel_native_result), OTEL_NATIVE_EXPORT_OK, 0, 0, 0, 0, ""};
  (void)self;
  done(token, &result);
}
otel_native_exporter exporter = {OTEL_NATIVE_EXPORTER_ABI_VERSION, sizeof(otel_native_exporter), 4, nothing, nothing,
                                 submit, cancel, shutdown_exporter};
`;

const observerSource = `
#include "otel_native/observer.h"
static void nothing(otel_native_observer* self) { (void)self; }
static void observe(otel_native_observer* self, void (*take)(void* context, const otel_native_values* values),
                    void* context) {
  const double value = 1;
  otel_native_values values = {sizeof(otel_native_values), 1, &value, 1};
  (void)self;
  take(context, &values);
}
otel_native_observer observer = {OTEL_NATIVE_OBSERVER_ABI_VERSION, sizeof(otel_native_observer), nothing, nothing,
                                 observe};
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const strict = ['-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include];

test.each([
  ['C11', 'cc', 'plugin.c', '-std=c11'],
  ['C++11', 'c++', 'plugin.cpp', '-std=c++11'],
  ['C++20', 'c++', 'plugin.cpp', '-std=c++20'],
])('exporter.h and observer.h compile as plain %s', (_language, compiler, file, standard) => {
  for (const text of [source, observerSource]) {
    writeFileSync(join(folder, file), text);
    execFileSync(compiler, [standard, ...strict, join(folder, file)], { stdio: 'pipe' });
  }
});

test.each(['exporter.h', 'observer.h'])('the package offers %s under its own name', (name) => {
  expect(require.resolve(`@otel-native/api-bridge/include/otel_native/${name}`)).toBe(
    join(include, 'otel_native', name),
  );
});
