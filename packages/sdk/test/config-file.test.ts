import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelfSigned } from './support/certificates';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

const directory = mkdtempSync(join(tmpdir(), 'otel-native-config-'));
const tls = new SelfSigned('server');
afterAll(() => {
  rmSync(directory, { recursive: true });
});

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

/** Writes the text to a file after the line with the format. `RECEIVER` is replaced by the receiver's address. */
function file(text: string): string {
  const path = join(directory, 'otel.yaml');
  writeFileSync(path, `file_format: "1.0"\n${text.replaceAll('RECEIVER', receiver.endpoint)}`);
  return path;
}

const kExport = `
tracer_provider:
  processors:
    - batch: { exporter: { otlp_http: { endpoint: RECEIVER/own/path } } }
`;

interface RunOptions {
  env?: Record<string, string>;
  hidden?: string[];
  packageName?: string;
}

/** Runs an application that records spans and prints the propagated headers. */
async function run(text: string, { env = {}, hidden = [], packageName }: RunOptions = {}) {
  const args =
    packageName === undefined
      ? ['--import', '@otel-native/sdk/register', 'config-file.cjs']
      : ['config-file.cjs', packageName];
  const result = await runChild(['--require', './hide-packages.cjs', ...args], {
    env: { HIDDEN_PACKAGES: hidden.join(','), OTEL_CONFIG_FILE: file(text), ...env },
  });
  return { ...result, output: result.stdout + result.stderr };
}

/** Returns what the application printed and the receiver got, without the parts that differ between runs. */
async function outcome(text: string, packageName: string) {
  receiver.requests.length = 0;
  const { stdout } = await run(text, { packageName });
  const spans = receiver.spans().map(({ name, scope, resource, attributes }) => {
    delete resource['service.instance.id'];
    delete resource['telemetry.sdk.version'];
    for (const key of Object.keys(resource))
      if (/^(process|telemetry\.distro)\./.test(key)) delete resource[key];
    return { name, scope, resource, attributes };
  });
  return {
    propagated: JSON.parse(/^propagated (.*)$/m.exec(stdout)![1]!) as string[],
    paths: [...new Set(receiver.requests.map(({ path }) => path))],
    headers: receiver.requests.map(({ headers }) => [headers['x-a'], headers['content-encoding']]),
    spans: spans.sort((one, other) => (one.name < other.name ? -1 : 1)),
    printed: [...stdout.matchAll(/ name: '(span \d|child)'/g)].map(([, name]) => name),
  };
}

// Both SDKs read the same file and must send and propagate the same.
test.each<[string, string]>([
  ['nothing but an exporter', kExport],
  ['no tracer provider', 'propagator: { composite: [tracecontext: ] }'],
  ['nothing', 'log_level: warn'],
  ['disabled', `disabled: true\n${kExport}`],
  [
    'resource',
    `resource:
  attributes: [{ name: service.name, value: shop }, { name: count, value: 3, type: int }]
  attributes_list: "team=a%20b,service.name=ignored"
  schema_url: https://example.com/1
  detection/development: { detectors: [host: , process: , service: , nonsense: ] }
${kExport}`,
  ],
  [
    'propagators',
    `propagator: { composite: [b3: ], composite_list: "tracecontext,baggage,b3" }${kExport}`,
  ],
  ['b3multi', `propagator: { composite: [b3multi: ] }${kExport}`],
  ['no propagators', `propagator: { composite_list: "tracecontext,none" }${kExport}`],
  ['always_off', `${kExport}  sampler: { always_off: }`],
  ['ratio', `${kExport}  sampler: { trace_id_ratio_based: { ratio: 0 } }`],
  ['parent_based', `${kExport}  sampler: { parent_based: { root: { always_off: } } }`],
  [
    'parent_based with delegates',
    `${kExport}  sampler: { parent_based: { root: { always_on: }, local_parent_sampled: { always_off: } } }`,
  ],
  ['limits', `${kExport}  limits: { attribute_count_limit: 1 }`],
  ['limits of all', `attribute_limits: { attribute_value_length_limit: 2 }${kExport}`],
  ['id generator', `${kExport}  id_generator: { random: }`],
  [
    'headers and gzip',
    `
tracer_provider:
  processors:
    - batch:
        schedule_delay: 1000
        max_export_batch_size: 512
        exporter:
          otlp_http:
            endpoint: RECEIVER/v1/traces
            compression: gzip
            timeout: 5000
            headers: [{ name: x-a, value: one }]
            headers_list: x-a=two
`,
  ],
  [
    'two exporters and the console',
    `
tracer_provider:
  processors:
    - batch: { exporter: { otlp_http: { endpoint: RECEIVER/first } } }
    - batch: { max_queue_size: 64, exporter: { otlp_http: { endpoint: RECEIVER/second } } }
    - simple: { exporter: { console: } }
`,
  ],
  ['simple', kExport.replace('batch', 'simple')],
])('%s: as the official startNodeSdk', async (_what, text) => {
  const ours = await outcome(text, '@otel-native/sdk');
  const official = await outcome(text, '@opentelemetry/sdk-node');
  ours.paths.sort();
  official.paths.sort();
  expect(ours).toEqual(official);
});

test('the preload reads the file, and of the environment only what it refers to', async () => {
  const env = {
    NAME: 'from environment',
    OTEL_SDK_DISABLED: 'true',
    OTEL_SERVICE_NAME: 'ignored',
    OTEL_TRACES_SAMPLER: 'always_off',
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '0',
    OTEL_PROPAGATORS: 'b3',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
  };
  const text = `log_level: warn
resource: { attributes: [{ name: service.name, value: "\${NAME}" }] }${kExport}`;
  const { code, stdout, stderr } = await run(text, { env, hidden: ['@opentelemetry/sdk-trace'] });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe('propagated []\n');
  expect(receiver.requests.map(({ path }) => path)).toEqual(['/own/path']);
  expect(receiver.spans().find(({ name }) => name === 'span 0')).toMatchObject({
    resource: { 'service.name': 'from environment' },
    attributes: { text: 'abcdef' },
  });
});

test('an exporter of the file keeps its protocol, whatever the environment names', async () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  };
  const text = `log_level: warn
tracer_provider: { processors: [{ batch: { exporter: { otlp_http: } } }] }`;
  const { code, stderr } = await run(text, { env, hidden: ['@opentelemetry/sdk-trace'] });
  expect([code, stderr]).toEqual([0, '']);
  expect(receiver.requests.map(({ path }) => path)).toEqual(['/v1/traces']);
});

test('TLS with a client certificate', async () => {
  const secure = await Receiver.start(tls.mutual);
  const exporter = `{ otlp_http: { endpoint: ${secure.endpoint}/v1/traces, tls: ${tls.configuration} } }`;
  const text = `log_level: warn
tracer_provider: { processors: [{ batch: { exporter: ${exporter} } }] }`;
  const { code, output } = await run(text);
  const names = secure.names();
  await secure.stop();
  expect([code, output]).toEqual([0, 'propagated []\n']);
  expect(names).toHaveLength(3);
});

test('JSON', async () => {
  const exporter = '{ otlp_http: { endpoint: RECEIVER/json, encoding: json } }';
  const { code } = await run(
    `tracer_provider: { processors: [{ batch: { exporter: ${exporter} } }] }`,
  );
  expect(code).toBe(0);
  const { resourceSpans } = JSON.parse(receiver.requests[0]!.body.toString());
  expect(resourceSpans[0].scopeSpans[0].spans).toHaveLength(3);
});

describe('what cannot be used is said, and the application runs without telemetry', () => {
  const processor = (exporter: string) =>
    `tracer_provider: { processors: [{ batch: { exporter: ${exporter} } }] }`;

  test.each<[string, RegExp]>([
    ['tracer_provider: { processors: [] }', /not started.*processors/],
    ['tracer_provider: [', /not started/],
    [processor('{ nonsense: }'), /not started.*span exporter "nonsense" is not known/],
    [processor('{ otlp_http: { endpoint: not a url } }'), /not started.*not a url/],
    [processor('{ otlp_http: { timeout: 0 } }'), /not started.*timeout of otlp_http is 0/],
    [processor('{ otlp_http: { tls: { ca_file: ca.pem } } }'), /not started.*absolute path/],
    [processor('{ otlp_http: { tls: { ca_file: /nowhere.pem } } }'), /not started.*ca_file/],
    [`${kExport}  sampler: { probability/development: { ratio: 1 } }`, /not started.*sampler/],
    [`${kExport}  id_generator: { xray: }`, /not started.*id_generator "xray"/],
    ['propagator: { composite: [nonsense: ] }', /not started.*propagator "nonsense" is not known/],
  ])('%s', async (text, said) => {
    const { code, output } = await run(text);
    expect(code).toBe(0);
    expect(output.replaceAll('\n', ' ')).toMatch(said);
    expect(receiver.requests).toEqual([]);
  });

  test('a file that is not there', async () => {
    const { code, output } = await run('', { env: { OTEL_CONFIG_FILE: '/nowhere.yaml' } });
    expect([code, output]).toEqual([0, expect.stringMatching(/not started.*nowhere\.yaml/)]);
  });

  test.each([
    ['@opentelemetry/configuration', kExport],
    ['@opentelemetry/propagator-b3', `propagator: { composite: [b3: ] }${kExport}`],
    ['@opentelemetry/exporter-trace-otlp-grpc', processor('{ otlp_grpc: }')],
  ])('without %s', async (name, text) => {
    const { code, output } = await run(text, { hidden: [name] });
    expect([code, output]).toEqual([0, expect.stringContaining(`npm install`)]);
    expect(output).toContain(name);
  });
});

test('a setting without an effect is said', async () => {
  const { code, output } = await run(
    `log_level: warn${kExport}  tracer_configurator/development: {}`,
  );
  expect([code, output]).toEqual([0, expect.stringContaining('tracer_configurator')]);
});

test('NodeSDK does not read the file, and says so', async () => {
  const script = `new (require('@otel-native/sdk').NodeSDK)().start()`;
  const env = { OTEL_CONFIG_FILE: '/nowhere.yaml', OTEL_LOG_LEVEL: 'warn' };
  const { code, stdout, stderr } = await runChild(['-e', script], { env });
  expect([code, stdout + stderr]).toEqual([0, expect.stringContaining('OTEL_CONFIG_FILE')]);
});
