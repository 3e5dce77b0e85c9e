import { join } from 'node:path';
import { ApplicationFolder } from './support/application-folder';
import { runChild } from './support/run-child';

/** A copy of the API older than 1.10, which an agent in the benchmarks depends on. */
const kOlder = 'dd-trace/node_modules/@opentelemetry/api';
const kCode = 'OTEL_NATIVE_API_MISMATCH';

let folder: ApplicationFolder;
beforeEach(() => {
  folder = new ApplicationFolder();
  folder.copy('@opentelemetry/api', 'older', kOlder);
  folder.writePackage(
    'older',
    { version: '1.0.0' },
    `const { diag, DiagLogLevel } = require('@opentelemetry/api');
     diag.setLogger({ error() {}, warn() {}, info() {}, debug() {}, verbose() {} }, DiagLogLevel.ERROR);`,
  );
});
afterEach(() => folder.remove());

function run(script: string) {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  return runChild(['-e', script], { cwd: folder.path, env });
}

const start = `const { NodeSDK } = require('@otel-native/sdk'); new NodeSDK().start();`;
const countOf = (text: string, part: string) => text.split(part).length - 1;

test('an older copy of the API that is used first is named, with its place and what is needed', async () => {
  const { code, stderr } = await run(`require('older'); ${start} new NodeSDK().start();`);
  expect(code).toBe(0);
  expect(countOf(stderr, kCode)).toBe(1);
  const place = join(folder.path, 'node_modules/older/node_modules/@opentelemetry/api');
  expect(stderr).toContain(`@opentelemetry/api 1.9.1 of ${place} was used first`);
  expect(stderr).toContain('>=1.10.0 <2');
});

test.each([
  ['one that comes later works with ours', `${start} require('older');`],
  ['two SDKs with one copy are another matter', `${start} new NodeSDK().start();`],
])('%s: nothing is said', async (_, script) => {
  const { code, stderr } = await run(script);
  expect([code, countOf(stderr, kCode)]).toEqual([0, 0]);
});
