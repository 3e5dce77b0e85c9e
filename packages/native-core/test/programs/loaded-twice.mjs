// The same package as ESM, as CommonJS and as a copy in another folder with a binary of its own.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as esm from '@otel-native/native-core';
import { batch, endSpans, makeExporter } from './setup.mjs';

const require = createRequire(import.meta.url);
const original = dirname(require.resolve('@otel-native/native-core/package.json'));
const copy = mkdtempSync(join(tmpdir(), 'native-core-'));
for (const part of ['package.json', 'dist', 'native/build/Release/otel_native_core.node']) {
  cpSync(join(original, part), join(copy, part), { recursive: true });
}
symlinkSync(join(original, '../../node_modules'), join(copy, 'node_modules'));
process.on('exit', () => rmSync(copy, { recursive: true }));

const builds = {
  esm,
  cjs: require('@otel-native/native-core'),
  copy: require(join(copy, 'dist/index.cjs')),
};
for (const [name, { TracerProvider }] of Object.entries(builds)) {
  endSpans(new TracerProvider({ exporter: makeExporter(), batch }), name, 100);
}
console.log(new Set(Object.values(builds).map(({ TracerProvider }) => TracerProvider)).size);
