import { join } from 'node:path';
import { ApplicationFolder } from './support/application-folder';
import { doctor, type Environment } from './support/doctor';
import { Receiver } from './support/receiver';
import { applications } from './support/run-child';

let receiver: Receiver;
beforeAll(async () => void (receiver = await Receiver.start()));
afterAll(() => receiver.stop());

/** The SDK is linked into the folder. Without this it would find the workspace's packages. */
const kHidden = ['--require', join(applications, 'hide-packages-of-workspace.cjs')];

describe('in the folder of an application', () => {
  let application: ApplicationFolder;
  beforeEach(() => (application = new ApplicationFolder()));
  afterEach(() => application.remove());

  function run(env: Environment = {}, node = kHidden) {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
    return doctor({ ...endpoint, ...env }, { node, cwd: application.path });
  }

  test('instrumentations are found, with the copies that they use', async () => {
    const base = '@opentelemetry/instrumentation';
    application.write(
      'package.json',
      JSON.stringify({ dependencies: { '@acme/instrumentation-queue': '1', 'left-pad': '1' } }),
    );
    application.writePackage('@acme/instrumentation-queue', { version: '1.2.3' }, '');
    application.writePackage('@opentelemetry/instrumentation-pg', { version: '0.4.5' }, '');
    application.writePackage(base, { version: '0.300.0' }, '');
    application.writePackage(
      `@acme/instrumentation-queue/node_modules/${base}`,
      { name: base, version: '0.301.7' },
      '',
    );
    application.writePackage('import-in-the-middle', { version: '3.0.1' }, '');
    const { stdout, code } = await run();
    expect(stdout).toMatch(/@acme\/instrumentation-queue +1\.2\.3\n/);
    expect(stdout).toMatch(/@opentelemetry\/instrumentation-pg +0\.4\.5\n/);
    expect(stdout).toMatch(
      /copy of @opentelemetry\/instrumentation +0\.300\.0, used by 1 package: /,
    );
    expect(stdout).toMatch(
      /copy of @opentelemetry\/instrumentation +0\.301\.7, used by 1 package: /,
    );
    expect(stdout).toMatch(/copy of import-in-the-middle +3\.0\.1, used by 2 packages: /);
    expect(code).toBe(0);
  });

  test('without instrumentations it says how to get them', async () => {
    const { stdout } = await run();
    expect(stdout).toMatch(/warning +no instrumentations .*auto-instrumentations-node\n/);
    expect(stdout).toMatch(/not installed +auto-instrumentations-node, configuration, /);
  });

  test('a version of an optional package that does not fit is named', async () => {
    application.writePackage('@opentelemetry/exporter-prometheus', { version: '0.50.0' }, '');
    const { stdout } = await run();
    expect(stdout).toMatch(/prometheus +0\.50\.0 is not supported: needs >=0\.300\.0 <0\.400\.0\n/);
  });

  test.each([
    ['1.99.0', 'error', 1],
    ['1.9.0', 'warning', 0],
  ])(
    'an API of version %s beside the one that the SDK gets is an %s',
    async (version, severity, code) => {
      application.unlink('@opentelemetry/api');
      application.writePackage('@opentelemetry/api', { version }, '');
      const result = await run();
      const line = new RegExp(
        `${severity} +the application has @opentelemetry/api ${version}, the SDK`,
      );
      expect(result.stdout).toMatch(line);
      expect(result.code).toBe(code);
    },
  );

  test('a configuration file with a sampler that records nothing; variables beside it do not count', async () => {
    application.write(
      'otel.yaml',
      `file_format: "1.0"
tracer_provider:
  sampler: { always_off: {} }
  processors: [{ batch: { exporter: { otlp_http: { endpoint: "${receiver.endpoint}" } } } }]`,
    );
    application.link('@opentelemetry/configuration');
    const env = { OTEL_CONFIG_FILE: 'otel.yaml', OTEL_SPAN_EVENT_COUNT_LIMIT: '-1' };
    const { stdout, code } = await run(env, []);
    expect(stdout).toMatch(/error +the sampler always_off records no trace\n/);
    expect(stdout).not.toMatch(/(error|warning) +.*OTEL_SPAN_EVENT_COUNT_LIMIT/);
    expect(code).toBe(1);
  });
});
