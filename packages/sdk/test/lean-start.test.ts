import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './support/run-child';

const directory = mkdtempSync(join(tmpdir(), 'otel-native-lean-'));
afterAll(() => rmSync(directory, { recursive: true }));

const configPath = join(directory, 'otel.yaml');
writeFileSync(
  configPath,
  `file_format: "1.0"
tracer_provider:
  processors: [{ batch: { exporter: { otlp_http: { endpoint: "http://127.0.0.1:1" } } } }]`,
);

interface Loaded {
  packages: string[];
  builtins: string[];
}

async function loadedWith(preload: string, env: Record<string, string>): Promise<Loaded> {
  const args = ['--require', './list-modules.cjs', preload, '@otel-native/sdk/register'];
  // The application records nothing, so the start has loaded every module in the list.
  const { stdout } = await runChild([...args, 'spans.cjs', 'normal', '0'], { env });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\nloaded ') + 8)) as Loaded;
}

/** Modules that every start loads, in addition to those of the API. */
const kAlways = ['@opentelemetry/api'];

describe.each(['--import', '--require'])('%s: what is not used is not loaded', (preload) => {
  test.each([{}, { OTEL_NATIVE_INSTRUMENTATIONS: 'none' }])('a start with %j', async (env) => {
    expect(await loadedWith(preload, env)).toEqual({ packages: kAlways, builtins: [] });
  });

  test.each<[Record<string, string>, string[], string[]]>([
    [{ OTEL_SDK_DISABLED: 'true' }, [], []],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1' }, [], ['tls']],
    [{ OTEL_PROPAGATORS: 'b3' }, ['@opentelemetry/propagator-b3'], []],
    [{ OTEL_CONFIG_FILE: configPath }, ['@opentelemetry/configuration', 'yaml'], []],
    [{ OTEL_TRACES_EXPORTER: 'console' }, ['@opentelemetry/sdk-trace'], []],
    [{ OTEL_METRICS_EXPORTER: 'console' }, ['@opentelemetry/sdk-metrics'], []],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ['@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/sdk-trace'],
      [],
    ],
  ])('%j loads %j', async (env, packages, builtins) => {
    const loaded = await loadedWith(preload, env);
    expect(loaded.packages).toEqual(expect.arrayContaining(packages));
    expect(loaded.builtins).toEqual(expect.arrayContaining(builtins));
    const others = /sdk-trace|exporter-trace|zipkin|propagator|configuration|grpc|instrumentation/;
    expect(loaded.packages.filter((name) => others.test(name))).toEqual(
      packages.filter((name) => others.test(name)),
    );
  });
});

test.each(['--import', '--require'])(
  '%s: metrics are loaded with the first meter',
  async (preload) => {
    const script = `
    const parts = () => Object.keys(require.cache).filter((path) => /native-core.dist.metrics|metrics-system/.test(path));
    console.log(parts().length);
    require('@opentelemetry/api').metrics.getMeter('first');
    console.log(parts().length);`;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    const args = [preload, '@otel-native/sdk/register', '-e', script];
    expect(await runChild(args, { env })).toMatchObject({ code: 0, stdout: '0\n1\n' });
  },
);
