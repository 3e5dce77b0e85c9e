import { ApplicationFolder } from './support/application-folder';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

const hidePackages = require.resolve('./applications/hide-packages-of-workspace.cjs');

let receiver: Receiver;
let folder: ApplicationFolder;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = new ApplicationFolder();
  folder.write(
    'app.cjs',
    `require('@opentelemetry/api').trace.getTracer('application').startSpan('span').end();
     console.log('runs');`,
  );
});
afterEach(async () => {
  folder.remove();
  await receiver.stop();
});

function run(args: string[], env: Record<string, string>) {
  return runChild(['--require', hidePackages, ...args], {
    cwd: folder.path,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  });
}

/** Writes a package that is too old and fails when it is used. */
function writeOld(name: string): void {
  folder.writePackage(name, { version: '0.299.0' }, 'exports.isOld = true;');
}

const preload = ['--import', '@otel-native/sdk/register', 'app.cjs'];

test.each([
  [{ OTEL_TRACES_EXPORTER: 'zipkin' }, '@opentelemetry/exporter-zipkin', '>=3.0.0 <4.0.0'],
  [{ OTEL_CONFIG_FILE: 'otel.yaml' }, '@opentelemetry/configuration', '>=0.301.0 <0.400.0'],
])(
  '%j with a version of %s that is too old: one line says what is needed, and the application runs',
  async (env, name, range) => {
    folder.write('otel.yaml', `file_format: "1.0"`);
    writeOld(name);
    const { code, stdout, stderr } = await run(preload, env);
    expect([code, stdout]).toEqual([0, 'runs\n']);
    expect(stderr).toContain(`needs ${name} ${range}; found 0.299.0 in ${folder.path}/`);
    expect(stderr).not.toContain('is not a function');
    expect(receiver.requests).toEqual([]);
  },
);

test('in code it is an error with a code', async () => {
  writeOld('@opentelemetry/exporter-zipkin');
  const script = `
    const { NodeSDK } = require('@otel-native/sdk');
    try { new NodeSDK().start(); } catch (error) { console.log(error.code); }`;
  const { stdout } = await run(['-e', script], { OTEL_TRACES_EXPORTER: 'zipkin' });
  expect(stdout).toBe('ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE\n');
});

test('instrumentations that are too old are left out, and traces go on', async () => {
  folder.writePackage('@opentelemetry/auto-instrumentations-node', { version: '0.59.0' }, '');
  const { code, stderr } = await run(preload, {});
  expect(code).toBe(0);
  expect(stderr).toContain('[OTEL_NATIVE_PART_MISSING]');
  expect(stderr).toContain('found 0.59.0');
  expect(receiver.names()).toEqual(['span']);
});

test('the application’s own copy is used, not the one beside the SDK', async () => {
  const name = '@opentelemetry/propagator-b3';
  folder.writePackage(
    name,
    { version: '3.0.5' },
    `exports.B3Propagator = class {
       inject(_context, carrier) { carrier.own = 'yes'; }
       extract(context) { return context; }
       fields() { return []; }
     };`,
  );
  folder.write(
    'inject.cjs',
    `const { context, propagation } = require('@opentelemetry/api');
     const carrier = {};
     propagation.inject(context.active(), carrier);
     console.log(JSON.stringify(carrier));`,
  );
  const args = ['--import', '@otel-native/sdk/register', 'inject.cjs'];
  const { stdout } = await run(args, { OTEL_PROPAGATORS: 'b3' });
  expect(stdout).toBe('{"own":"yes"}\n');
});

describe('a part of ours that is missing, as in a bundle, is one line, and the application runs', () => {
  test.each([
    [
      '@otel-native/metrics-system',
      'no system metrics are recorded',
      'new NodeSDK({ systemMetrics: true })',
    ],
    ['@otel-native/native-core/metrics', 'no metrics are recorded', 'new NodeSDK()'],
  ])('%s', async (part, line, sdk) => {
    const script = `
      const { NodeSDK } = require('@otel-native/sdk');
      const { metrics, trace } = require('@opentelemetry/api');
      ${sdk}.start();
      for (const name of ['a', 'b']) metrics.getMeter(name).createCounter('counter').add(1);
      trace.getTracer('application').startSpan('span').end();`;
    const args = ['--require', require.resolve('./applications/hide-packages.cjs'), '-e', script];
    const { code, stderr } = await run(args, { HIDDEN_PACKAGES: part });
    expect(code).toBe(0);
    expect(stderr.match(/OTEL_NATIVE_PART_MISSING/g)).toHaveLength(1);
    expect(stderr).toContain(`${line}: Cannot find module '${part}'`);
    expect(receiver.names()).toEqual(['span']);
  });
});
