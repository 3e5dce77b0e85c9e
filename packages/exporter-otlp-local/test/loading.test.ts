import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const packageFolder = dirname(__dirname);

function apiFolder(): string {
  const name = '@opentelemetry/api';
  const file = require.resolve(name);
  return file.slice(0, file.lastIndexOf(name) + name.length);
}

/** Runs a program in its own process. Returns its output, or its exit status and stderr if it failed. */
function run(
  source: string,
  { type = 'module', flags = [] as string[], cwd = packageFolder } = {},
): string {
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [...flags, `--input-type=${type}`, '--eval', source],
    {
      cwd,
      encoding: 'utf8',
    },
  );
  return status === 0 ? stdout.trim() : `ended with ${signal ?? status}: ${stderr}`;
}

test.each([
  ['module', "import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';"],
  ['commonjs', "const { OtlpLocalExporter } = require('@otel-native/exporter-otlp-local');"],
])('the binary is found from %s', (type, load) => {
  expect(run(`${load} console.log(typeof new OtlpLocalExporter().nativeHandle);`, { type })).toBe(
    'object',
  );
});

test('exporters are collected, in any order and at the end of workers and of the process', () => {
  const program = `
    import { Worker, isMainThread } from 'node:worker_threads';
    import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
    const kept = [];
    for (let i = 0; i < 300; ++i) {
      const exporter = new OtlpLocalExporter();
      if (i % 3 === 0) kept.push(exporter.nativeHandle);
      if (i % 2 === 0) exporter.shutdown();
    }
    globalThis.kept = kept;
    gc();
    const load = 'import { OtlpLocalExporter } from "@otel-native/exporter-otlp-local"; globalThis.held = new OtlpLocalExporter();';
    for (let i = 0; i < 3; ++i) {
      const worker = new Worker(load, { eval: true });
      await new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
    }
    console.log('survived');`;
  expect(run(program, { flags: ['--expose-gc'] })).toBe('survived');
});

test('a machine without a binary is told of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-binary-'));
  try {
    cpSync(join(packageFolder, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(packageFolder, 'package.json'), join(folder, 'package.json'));
    mkdirSync(join(folder, 'node_modules/@opentelemetry'), { recursive: true });
    symlinkSync(apiFolder(), join(folder, 'node_modules/@opentelemetry/api'));
    mkdirSync(join(folder, 'node_modules/@otel-native'));
    symlinkSync(
      join(packageFolder, '../api-bridge'),
      join(folder, 'node_modules/@otel-native/api-bridge'),
    );
    const program = `
      import { OtlpLocalExporter, addonPath, loadError } from './dist/index.js';
      console.log(loadError().code, loadError().message);
      try { new OtlpLocalExporter(); } catch (error) { console.log(error === loadError(), addonPath()); }`;
    const output = run(program, { cwd: folder });
    expect(output).toContain(
      'ERR_OTEL_NATIVE_NO_BINARY @otel-native/exporter-otlp-local has no binary that loads on',
    );
    expect(output).toContain('true undefined');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
