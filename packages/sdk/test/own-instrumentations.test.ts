import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Receiver } from './support/receiver';
import { applications, runChild } from './support/run-child';

const kScope = '@otel-native/instrumentations';
const kOfficial = '@opentelemetry/instrumentation-http';
const register = require.resolve('@otel-native/sdk/register');
const kPreloads = [
  ['--require', register],
  ['--import', pathToFileURL(register).href],
] as const;

let receiver: Receiver;
let folder: string;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = mkdtempSync(join(tmpdir(), 'otel-native-own-'));
  mkdirSync(join(folder, 'node_modules/@opentelemetry'), { recursive: true });
  link('@opentelemetry/api', dirname(dirname(require.resolve('@opentelemetry/api'))));
  for (const name of ['express', 'fastify'])
    link(name, dirname(require.resolve(`${name}/package.json`)));
  cpSync(join(applications, 'frameworks.mjs'), join(folder, 'frameworks.mjs'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await receiver.stop();
});

function link(name: string, target: string): void {
  symlinkSync(target, join(folder, 'node_modules', name), 'junction');
}

/** Installs a collection of all instrumentations, here a single one. */
function installOfficial(): void {
  const collection = join(folder, 'node_modules/@opentelemetry/auto-instrumentations-node');
  mkdirSync(collection);
  writeFileSync(
    join(collection, 'index.js'),
    `exports.getNodeAutoInstrumentations = (configs) => {
       const { HttpInstrumentation } = require(${JSON.stringify(require.resolve(kOfficial))});
       require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'disabled.json'))}, Object.keys(configs).join());
       return configs['${kOfficial}']?.enabled === false ? [] : [new HttpInstrumentation()];
     };`,
  );
}

async function run(
  preload: readonly string[],
  env: Record<string, string> = {},
): Promise<{ scopes: string[]; loaded: string[] }> {
  const list = join(applications, 'list-modules.cjs');
  const args = ['--require', list, ...preload, 'frameworks.mjs'];
  const result = await runChild(args, {
    cwd: folder,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const { packages } = JSON.parse(result.stdout.split('\nloaded ')[1]!) as { packages: string[] };
  const scopes = receiver
    .spans()
    .map((span) => `${span.scope.replace(`${kScope}/`, '')}: ${span.name}`);
  return { scopes: scopes.sort(), loaded: packages };
}

/** What the application makes under all of ours. */
const kAll = [
  'express: middleware - first',
  'express: request handler - /express/:id',
  'fastify: handler - show',
  'fastify: request',
  'http: GET /express/:id',
  'http: GET /fastify/:id',
  'undici: GET',
  'undici: GET',
];

test.each(kPreloads)(
  '%s alone records HTTP, fetch, Express and Fastify, and loads no module hooks',
  async (...preload) => {
    const { scopes, loaded } = await run(preload);
    expect(scopes).toEqual(kAll);
    expect(
      loaded.filter((name) => /in-the-middle|opentelemetry\/instrumentation/.test(name)),
    ).toEqual([]);
  },
);

test.each<[Record<string, string>, string[]]>([
  [{ OTEL_NATIVE_INSTRUMENTATIONS: 'none' }, []],
  [{ OTEL_NATIVE_INSTRUMENTATIONS: 'undici' }, ['undici: GET', 'undici: GET']],
  [{ OTEL_NATIVE_INSTRUMENTATIONS: ' all ' }, kAll],
  [{ OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'undici' }, ['undici: GET', 'undici: GET']],
  [
    { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'undici,http' },
    // Nothing is active for Express to record.
    ['fastify: handler - show', 'fastify: request'],
  ],
])('%j', async (env, expected) => {
  expect((await run(kPreloads[0], env)).scopes).toEqual(expected);
});

describe('with the official collection', () => {
  beforeEach(installOfficial);

  test('ours replaces the official one', async () => {
    expect((await run(kPreloads[1])).scopes).toEqual(kAll);
  });

  test('the official one records what ours is not chosen for', async () => {
    const { scopes } = await run(kPreloads[1], { OTEL_NATIVE_INSTRUMENTATIONS: 'undici' });
    expect(scopes).toEqual([
      '@opentelemetry/instrumentation-http: GET',
      '@opentelemetry/instrumentation-http: GET',
      'undici: GET',
      'undici: GET',
    ]);
  });

  test('it is not loaded if only ours are enabled', async () => {
    const env = { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http, undici, express, fastify' };
    const { scopes, loaded } = await run(kPreloads[1], env);
    expect(scopes).toEqual(kAll);
    expect(loaded.filter((name) => name.includes('in-the-middle'))).toEqual([]);
  });
});

describe('databases', () => {
  /** What calls of both make that are refused: nothing listens on the port. */
  const kRefused = ['mysql2: SELECT', 'redis: redis-connect'];

  beforeEach(() => {
    cpSync(join(applications, 'databases.mjs'), join(folder, 'frameworks.mjs'));
  });

  /** Installs a package as it is, or under another version. */
  function installDatabase(name: string, version?: string): void {
    const installed = dirname(require.resolve(`${name}/package.json`));
    if (version === undefined) {
      link(name, installed);
      return;
    }
    const copy = join(folder, 'node_modules', name);
    mkdirSync(copy);
    writeFileSync(join(copy, 'package.json'), JSON.stringify({ name, version }));
    writeFileSync(
      join(copy, 'index.js'),
      `module.exports = require(${JSON.stringify(installed)});`,
    );
  }

  test.each(kPreloads)(
    '%s: versions that publish channels are recorded by ours',
    async (...preload) => {
      for (const name of ['mysql2', 'redis']) installDatabase(name);
      expect((await run(preload)).scopes).toEqual(kRefused);
    },
  );

  test('the official instrumentation stays for a version without channels', async () => {
    installDatabase('mysql2', '3.19.9');
    installDatabase('redis');
    installOfficial();
    const { scopes } = await run(kPreloads[0]);
    expect(scopes).toEqual(['redis: redis-connect']);
    const disabled = readFileSync(join(folder, 'disabled.json'), 'utf8');
    expect(disabled).toContain('@opentelemetry/instrumentation-redis');
    expect(disabled).not.toContain('mysql2');
  });

  test('the official instrumentation stays for an old redis beside a new client of another package', async () => {
    installDatabase('mysql2');
    installDatabase('redis', '3.1.2');
    mkdirSync(join(folder, 'node_modules/@redis'));
    link('@redis/client', dirname(require.resolve('@redis/client/package.json')));
    installOfficial();
    await run(kPreloads[0]);
    const disabled = readFileSync(join(folder, 'disabled.json'), 'utf8');
    expect(disabled).not.toContain('redis');
  });

  test.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ OTEL_NATIVE_INSTRUMENTATIONS: 'all,mysql2,redis' }, kRefused],
  ])(
    'libraries that are not found, as in a bundle, are recorded if named: %j',
    async (env, expected) => {
      const file = join(folder, 'frameworks.mjs');
      const inBundle = (name: string) => JSON.stringify(pathToFileURL(require.resolve(name)).href);
      const source = readFileSync(file, 'utf8')
        .replace("'mysql2'", inBundle('mysql2'))
        .replace("'redis'", inBundle('redis'));
      writeFileSync(file, source);
      expect((await run(kPreloads[0], env)).scopes).toEqual(expected);
    },
  );
});

test('a name that is no entry is reported, and all are used', async () => {
  const args = [...kPreloads[0], 'frameworks.mjs'];
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_NATIVE_INSTRUMENTATIONS: 'koa',
    OTEL_LOG_LEVEL: 'warn',
  };
  const { code, stderr } = await runChild(args, { cwd: folder, env });
  expect(code).toBe(0);
  expect(stderr).toContain('OTEL_NATIVE_INSTRUMENTATIONS: there is no "koa", but: all, none, http');
  expect(receiver.spans()).toHaveLength(kAll.length);
});
