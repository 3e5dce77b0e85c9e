import * as contextNative from '@otel-native/context-native';
import * as exporter from '@otel-native/exporter-otlp-local';
import * as nativeCore from '@otel-native/native-core';
import { NodeSDK } from '@otel-native/sdk';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runChild } from './support/run-child';

const configFile = `file_format: "1.0"
tracer_provider:
  processors: [{ batch: { exporter: { otlp_http: { endpoint: "http://127.0.0.1:1" } } } }]`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'otel-native-addons-')));
  const perAbi = `otel_native_context-abi-${process.versions.modules}.node`;
  cpSync(contextNative.addonPath()!, join(folder, perAbi));
  for (const { addonPath } of [nativeCore, exporter]) {
    cpSync(addonPath()!, join(folder, basename(addonPath()!)));
  }
  writeFileSync(join(folder, 'otel.yaml'), configFile);
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([[42], ['/no/such/folder'], [__filename], ['']])(
  '%j is refused by the constructor',
  (addonDirectory) => {
    const error = expect.objectContaining({
      code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
      message: expect.stringContaining(`addonDirectory is ${addonDirectory}:`),
    });
    expect(() => new NodeSDK({ addonDirectory: addonDirectory as string })).toThrow(error);
  },
);

function run(call: string, addonDirectory: string, env: Record<string, string> = {}) {
  const script = `
    const { NodeSDK, startNodeSdk } = require('@otel-native/sdk');
    const addonDirectory = ${JSON.stringify(addonDirectory)};
    ${call};
    for (const name of ['native-core', 'exporter-otlp-local', 'context-native'])
      console.log(require('@otel-native/' + name).addonPath());`;
  return runChild(['-e', script], { env });
}

test.each<[string, boolean]>([
  ['new NodeSDK({ addonDirectory }).start()', false],
  ['startNodeSdk({ addonDirectory })', false],
  ['startNodeSdk({ addonDirectory })', true],
])('%s loads the addons from there; with a configuration file: %s', async (call, withFile) => {
  const env = withFile ? { OTEL_CONFIG_FILE: join(folder, 'otel.yaml') } : undefined;
  const { stdout, stderr } = await run(call, folder, env);
  expect(stderr.split('\n').filter((line) => line !== '' && !line.includes(' info: '))).toEqual([]);
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((path) => !path.startsWith(folder)),
  ).toEqual([]);
});

test('startNodeSdk() says that a folder is none, and starts nothing', async () => {
  const { code, stderr } = await run('startNodeSdk({ addonDirectory })', '/no/such/folder');
  expect(code).toBe(0);
  expect(stderr).toContain('OpenTelemetry is not started: addonDirectory is /no/such/folder');
});
