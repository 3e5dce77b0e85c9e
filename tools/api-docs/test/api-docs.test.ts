import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { entryPoints } from '../src/entry-points.ts';
import { buildReference } from '../src/reference.ts';

const tool = join(import.meta.dirname, '..');
let folder: string;

// Inside the workspace, so that what a fixture imports is found.
beforeEach(() => {
  mkdirSync(join(tool, 'temp'), { recursive: true });
  folder = mkdtempSync(join(tool, 'temp', 'reference-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of two entry points, as typedoc gives a single one no page of its own. */
async function build(declarations: string): Promise<boolean> {
  write('index.d.ts', declarations);
  write('other.d.ts', 'export {};');
  write('home.md', 'Home.');
  write('tsconfig.json', '{ "compilerOptions": { "types": ["node"] }, "include": ["*.d.ts"] }');
  return buildReference({
    entries: [
      { name: '@otel-native/example', types: join(folder, 'index.d.ts') },
      { name: '@otel-native/example/other', types: join(folder, 'other.d.ts') },
    ],
    tsconfig: join(folder, 'tsconfig.json'),
    home: join(folder, 'home.md'),
    out: join(folder, 'out'),
    logLevel: 'None',
  });
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function read(page: string): string {
  return readFileSync(join(folder, 'out', page), 'utf8');
}

test('every entry point of every published package has a page', () => {
  const names = entryPoints(join(tool, '../../packages')).map(({ name }) => name);
  for (const name of [
    '@otel-native/api-bridge',
    '@otel-native/api-bridge/log-lines',
    '@otel-native/api-bridge/observation',
    '@otel-native/context-native',
    '@otel-native/exporter-otlp-local',
    '@otel-native/instrumentations/http',
    '@otel-native/instrumentations/undici',
    '@otel-native/logs-bridges/pino',
    '@otel-native/metrics-system',
    '@otel-native/native-core',
    '@otel-native/native-core/logs',
    '@otel-native/native-core/metrics',
    '@otel-native/sdk',
  ])
    assert.ok(names.includes(name), name);
});

test('pages are named as an application imports them, and links in comments lead somewhere', async () => {
  const start =
    '/** Starts it, until {@link stop}. See {@link TraceFlags} and {@link Logger}. */ export function start(): void;';
  const stop = '/** Stops it. */ export function stop(): void;';
  assert.ok(await build(`${start}\n${stop}`));
  assert.match(read('modules/_otel-native_example.html'), /<h1>.*@otel-native\/example/s);
  const page = read('functions/_otel-native_example.start.html');
  assert.match(page, /until <a href="[^"]*example\.stop\.html"/);
  assert.match(
    page,
    /See <a href="https:[^"]*opentelemetry-js\/modules\/_opentelemetry_api\.html.* and <a href="https:[^"]*api-logs\.html/,
  );
});

test('the links of what a class inherits from Node lead to its documentation', async () => {
  const own = "import { Writable } from 'node:stream'; export class Lines extends Writable {}";
  assert.ok(await build(own));
  assert.match(read('classes/_otel-native_example.Lines.html'), /href="https:\/\/nodejs\.org/);
});

test('a link to what is not exported fails, and no page is written', async () => {
  assert.equal(await build('/** As {@link missing}. */ export function start(): void;'), false);
  assert.ok(!existsSync(join(folder, 'out')));
});
