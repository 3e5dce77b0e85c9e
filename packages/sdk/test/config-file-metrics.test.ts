import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelfSigned } from './support/certificates';
import { decodeMetrics } from './support/metrics';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

const directory = mkdtempSync(join(tmpdir(), 'otel-native-config-'));
const tls = new SelfSigned('server');
afterAll(() => rmSync(directory, { recursive: true }));

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const kResource = 'resource: { attributes: [{ name: service.name, value: shop }] }\n';

/**
 * Writes a file with these readers and more settings of `meter_provider`. `RECEIVER` is replaced by the receiver's
 * address.
 */
function file(readers: string, more = '', logLevel = 'warn'): string {
  const path = join(directory, 'otel.yaml');
  const text = `meter_provider:\n  readers: [${readers}]\n${more}`;
  writeFileSync(
    path,
    `file_format: "1.0"\nlog_level: ${logLevel}\n${kResource}${text.replaceAll('RECEIVER', receiver.endpoint)}`,
  );
  return path;
}

const periodic = (exporter: string, more = '') => `{ periodic: { exporter: ${exporter}${more} } }`;
const http = (settings = '') => `{ otlp_http: { endpoint: RECEIVER/own/path${settings} } }`;

interface RunOptions {
  packageName?: string;
  hidden?: string[];
}

async function run(
  [readers, more]: [string, string?],
  { packageName = '@otel-native/sdk', hidden = [] }: RunOptions = {},
) {
  const result = await runChild(['--require', './hide-packages.cjs', 'metrics.cjs', packageName], {
    env: { HIDDEN_PACKAGES: hidden.join(','), OTEL_CONFIG_FILE: file(readers, more) },
  });
  return { ...result, output: result.stdout + result.stderr };
}

/** Returns the received metrics without the parts that differ between SDKs. */
function received() {
  return receiver.requests
    .map(({ path, headers, body }) => {
      const isJson = headers['content-type'] === 'application/json';
      const { resourceMetrics } = isJson
        ? (JSON.parse(body.toString()) as ReturnType<typeof decodeMetrics>)
        : decodeMetrics(body);
      return {
        path,
        ...{ isJson, header: headers['x-a'], encoding: headers['content-encoding'] },
        resource: JSON.stringify(resourceMetrics[0]?.resource.attributes).includes('shop'),
        metrics: resourceMetrics
          .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
          .map((metric) => (isJson ? metric.name : metric))
          .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

const view = (selector: string, stream: string) =>
  `  views: [{ selector: { ${selector} }, stream: { ${stream} } }]\n`;
const kHistogram = 'instrument_type: histogram';

// Both SDKs read the same file and must send the same.
test.each<[string, [readers: string, more?: string]]>([
  ['one reader', [periodic(http())]],
  ['its times', [periodic(http(), ', interval: 2000, timeout: 1000')]],
  ['delta', [periodic(http(', temporality_preference: delta'))]],
  ['low_memory', [periodic(http(', temporality_preference: low_memory'))]],
  [
    'exponential histograms',
    [periodic(http(', default_histogram_aggregation: base2_exponential_bucket_histogram'))],
  ],
  [
    'headers and gzip',
    [periodic(http(', compression: gzip, timeout: 5000, headers: [{ name: x-a, value: one }]'))],
  ],
  ['a name', [periodic(http()), view('instrument_name: requests', 'name: other, description: d')]],
  ['a unit', [periodic(http()), view('unit: s', 'aggregation: { drop: }')]],
  [
    'a meter',
    [periodic(http()), view('meter_name: shop, meter_version: 1.0.0', 'description: all')],
  ],
  ['a pattern', [periodic(http()), view('instrument_name: "re*"', 'attribute_keys: {}')]],
  [
    'attributes kept',
    [periodic(http()), view('instrument_type: counter', 'attribute_keys: { included: [route] }')],
  ],
  [
    'attributes left out',
    [periodic(http()), view('instrument_type: counter', 'attribute_keys: { excluded: [route] }')],
  ],
  [
    'boundaries',
    [
      periodic(http()),
      view(kHistogram, 'aggregation: { explicit_bucket_histogram: { boundaries: [1, 50] } }'),
    ],
  ],
  [
    'an exponential histogram',
    [
      periodic(http()),
      view(kHistogram, 'aggregation: { base2_exponential_bucket_histogram: { max_size: 4 } }'),
    ],
  ],
  ['a sum', [periodic(http()), view(kHistogram, 'aggregation: { sum: }')]],
  [
    'a limit of series',
    [periodic(http()), view('instrument_type: counter', 'aggregation_cardinality_limit: 2')],
  ],
  [
    'two readers',
    [
      `${periodic(http())}, ${periodic('{ otlp_http: { endpoint: RECEIVER/second, temporality_preference: delta } }')}`,
      view('instrument_name: requests', 'attribute_keys: { included: [route] }'),
    ],
  ],
  ['JSON', [periodic(http(', encoding: json'))]],
])('%s: as the official startNodeSdk', async (_what, text) => {
  const sent: unknown[] = [];
  for (const packageName of ['@opentelemetry/sdk-node', '@otel-native/sdk']) {
    receiver.requests.length = 0;
    const { code, output } = await run(text, { packageName });
    expect([code, output]).toEqual([0, '']);
    sent.push(received());
  }
  expect(sent[1]).toEqual(sent[0]);
  expect(JSON.stringify(sent[1])).toContain('temperature');
});

test('one reader over plain HTTP needs nothing of the official metrics SDK', async () => {
  const { code, output } = await run([periodic(http())], {
    hidden: ['@opentelemetry/sdk-metrics'],
  });
  expect([code, output]).toEqual([0, '']);
  expect(received()).toMatchObject([{ path: '/own/path', resource: true }]);
});

test('the start line names where native metrics go', async () => {
  const env = { OTEL_CONFIG_FILE: file(periodic(http()), '', 'info') };
  const { code, stderr } = await runChild(['-r', '@otel-native/sdk/register', '-e', '0'], { env });
  expect(code).toBe(0);
  expect(stderr).toContain(`metrics: ${receiver.endpoint}/own/path`);
});

test('one reader over TLS needs nothing of the official metrics SDK', async () => {
  const secure = await Receiver.start(tls.mutual);
  const settings = `endpoint: ${secure.endpoint}/own/path, compression: gzip, tls: ${tls.configuration}`;
  const { code, output } = await run([periodic(`{ otlp_http: { ${settings} } }`)], {
    hidden: ['@opentelemetry/sdk-metrics', '@opentelemetry/exporter-metrics-otlp-proto'],
  });
  const [request] = secure.requests;
  await secure.stop();
  expect([code, output]).toEqual([0, '']);
  expect(request).toMatchObject({ path: '/own/path', headers: { 'content-encoding': 'gzip' } });
  expect(JSON.stringify(decodeMetrics(request!.body))).toContain('temperature');
});

test('the console', async () => {
  const { code, stdout } = await run([periodic('{ console: }')]);
  expect(code).toBe(0);
  for (const name of ['requests', 'open', 'temperature', 'duration', 'queue'])
    expect(stdout).toContain(`name: '${name}'`);
});

test('spans and metrics of one file', async () => {
  const exporter = '{ otlp_http: { endpoint: RECEIVER/spans } }';
  const spans = `tracer_provider: { processors: [{ batch: { exporter: ${exporter} } }] }\n`;
  const path = file(periodic(http()), spans);
  const script = `
    const { metrics, trace } = require('@opentelemetry/api');
    metrics.getMeter('shop').createCounter('count').add(1);
    trace.getTracer('shop').startSpan('span').end();`;
  const { code, stderr } = await runChild(['-r', '@otel-native/sdk/register', '-e', script], {
    env: { OTEL_CONFIG_FILE: path },
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(receiver.requests.map((request) => request.path).sort()).toEqual(['/own/path', '/spans']);
});

describe('what cannot be used is said, and the application runs without telemetry', () => {
  test.each<[[readers: string, more?: string], RegExp]>([
    [[''], /not started.*readers/],
    [[periodic('{ nonsense: }')], /not started.*metric exporter "nonsense" is not known/],
    [[periodic(http(), ', timeout: 0')], /not started.*timeout of periodic is 0/],
    [[periodic(http(), ', interval: 10')], /not started.*interval/i],
    [[periodic(http(), ', producers: [{ prometheus: }]')], /not started.*producer/],
    [['{ pull: { exporter: { nonsense: } } }'], /not started.*pull metric exporter "nonsense"/],
    [
      [periodic(http()), view(kHistogram, 'attribute_keys: { included: ["a*"] }')],
      /not started.*wildcards are not supported/,
    ],
  ])('%j', async (text, said) => {
    const { code, output } = await run(text);
    expect(output.replaceAll('\n', ' ')).toMatch(said);
    expect(receiver.requests).toEqual([]);
    expect(code).toBe(0);
  });

  test.each([
    ['@opentelemetry/sdk-metrics', '{ console: }'],
    ['@opentelemetry/exporter-metrics-otlp-grpc', '{ otlp_grpc: }'],
  ])('without %s', async (name, exporter) => {
    const { output } = await run([periodic(exporter)], { hidden: [name] });
    expect(output).toContain('npm install');
    expect(output).toContain(name);
  });
});

test.each([
  ['cardinality_limits', [periodic(http(), ', cardinality_limits: { default: 10 }')]],
  ['exemplar_filter', [periodic('{ console: }'), '  exemplar_filter: always_on\n']],
] as [string, [string, string?]][])('%s has no effect, and it is said', async (name, text) => {
  const { code, output } = await run(text);
  expect([code, output]).toEqual([0, expect.stringContaining(name)]);
});
