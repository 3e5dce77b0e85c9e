import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Receiver } from './support/receiver';
import { applications, runChild } from './support/run-child';

const kAutoInstrumentations = '@opentelemetry/auto-instrumentations-node';

/** Creates an application in its own folder with a package of all instrumentations, here a single one. */
function makeApplication(autoInstrumentations: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'otel-native-application-'));
  cpSync(join(applications, 'http-loopback.mjs'), join(folder, 'http-loopback.mjs'));
  const packageFolder = join(folder, 'node_modules', kAutoInstrumentations);
  mkdirSync(packageFolder, { recursive: true });
  writeFileSync(join(packageFolder, 'index.js'), autoInstrumentations);
  const api = join(require.resolve('@opentelemetry/api'), '../..');
  symlinkSync(api, join(folder, 'node_modules/@opentelemetry/api'), 'dir');
  return folder;
}

const httpInstrumentation = `
  const { HttpInstrumentation } = require(${JSON.stringify(require.resolve('@opentelemetry/instrumentation-http'))});
  exports.getNodeAutoInstrumentations = () => [new HttpInstrumentation()];`;

let receiver: Receiver;
let folder: string;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await receiver.stop();
});

const register = require.resolve('@otel-native/sdk/register');
const kPreloads = [
  ['--require', register],
  ['--import', pathToFileURL(register).href],
] as const;

function run(preload: readonly string[], env: Record<string, string> = {}) {
  return runChild([...preload, 'http-loopback.mjs'], {
    cwd: folder,
    // Instrumentations of the application's own: ours would step in, or back.
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_NATIVE_INSTRUMENTATIONS: 'none',
      ...env,
    },
  });
}

test.each(kPreloads)(
  '%s: the application’s instrumentations see its ES modules',
  async (...preload) => {
    folder = makeApplication(httpInstrumentation);
    const result = await run(preload);
    expect(result).toEqual({ code: 0, signal: null, stdout: 'hello\n', stderr: '' });
    const spans = receiver.spans();
    const byName = (scope: string, parentSpanId: string) =>
      spans.find((span) => span.scope === scope && span.parentSpanId === parentSpanId)!;
    const own = byName('application', '');
    const client = byName('@opentelemetry/instrumentation-http', own.spanId);
    const server = byName('@opentelemetry/instrumentation-http', client.spanId);
    expect([own.name, client.name, server.name]).toEqual(['own span', 'GET', 'GET']);
    expect(spans).toHaveLength(3);
  },
);

test('instrumentations that do not load are reported, and the application runs', async () => {
  folder = makeApplication(`throw new Error('broken package');`);
  const result = await run(kPreloads[1], { OTEL_LOG_LEVEL: 'error' });
  expect(result).toMatchObject({ code: 0, stdout: 'hello\n' });
  expect(result.stderr).toContain('broken package');
  expect(receiver.names()).toEqual(['own span']);
});

test.each(kPreloads)(
  '%s: the detectors of that package find their part, and what they ask for is not traced',
  async (...preload) => {
    folder = makeApplication(`${httpInstrumentation}
      const ask = async () => {
        await new Promise(setImmediate);
        await new Promise((done) => require('node:http').get('http://127.0.0.1:1').on('error', done));
        return 'c0ffee';
      };
      exports.getResourceDetectors = () => [{ detect: () => ({ attributes: { 'container.id': ask() } }) }];`);
    expect(await run(preload)).toMatchObject({ code: 0, stderr: '' });
    for (const { resource } of receiver.spans()) expect(resource['container.id']).toBe('c0ffee');
    expect(receiver.spans()).toHaveLength(3);
  },
);
