import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

// The rows about declarative configuration of the specification's compliance matrix; docs/conformance.md names these tests.

const directory = mkdtempSync(join(tmpdir(), 'otel-native-conformance-'));
const configPath = join(directory, 'otel.yaml');
afterAll(() => rmSync(directory, { recursive: true }));

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const kConfiguration = `
file_format: "1.0"
resource:
  attributes:
    - name: service.name
      value: \${SHOP_NAME}
    - name: region
      value: \${NOT_SET:-eu}
    - name: price
      value: $$5
    - name: replicas
      value: \${REPLICAS}
      type: int
propagator:
  composite:
    - tracecontext:
    - b3:
tracer_provider:
  processors:
    - batch:
        exporter:
          otlp_http:
            endpoint: \${COLLECTOR}/own/path
            headers:
              - name: x-key
                value: from the file
  limits:
    attribute_count_limit: 2
`;

/** Starts an SDK, prints which fields its propagator sets, and records a span. */
const kScript = `
  const { ROOT_CONTEXT, propagation, trace } = require('@opentelemetry/api');
  const sdk = require(process.argv[1]).startNodeSdk();
  const span = trace.getTracer('test').startSpan('span', { attributes: { a: 1, b: 2, c: 3 } });
  const carrier = {};
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);
  console.log(JSON.stringify(Object.keys(carrier).sort()));
  span.end();
  sdk.shutdown();`;

async function start(packageName: string, configuration: string) {
  writeFileSync(configPath, configuration);
  receiver.requests.length = 0;
  const env = {
    OTEL_CONFIG_FILE: configPath,
    // Beside a file these do not count.
    OTEL_SERVICE_NAME: 'of the environment',
    OTEL_PROPAGATORS: 'baggage',
    SHOP_NAME: 'shop',
    REPLICAS: '3',
    COLLECTOR: receiver.endpoint,
  };
  const { code, stdout, stderr } = await runChild(['-e', kScript, packageName], { env });
  // The version of the resources package: the official SDK brings its own.
  const spans = receiver.spans().map(({ name, attributes, resource }) => {
    delete resource['telemetry.sdk.version'];
    return { name, attributes, resource };
  });
  return {
    logged: stdout + stderr,
    started: {
      code,
      fields: JSON.parse(stdout.trim().split('\n').at(-1)!) as string[],
      requests: receiver.requests.map(({ path, headers }) => [path, headers['x-key']]),
      spans,
    },
  };
}

const official = '@opentelemetry/sdk-node';
const ours = '@otel-native/sdk';

test('OTEL_CONFIG_FILE: the file says what is started, with variables in it replaced', async () => {
  const { started } = await start(ours, kConfiguration);
  expect(started).toMatchObject({
    code: 0,
    fields: ['b3', 'traceparent'],
    requests: [['/own/path', 'from the file']],
    spans: [
      {
        name: 'span',
        attributes: { a: '1', b: '2' },
        resource: { 'service.name': 'shop', region: 'eu', price: '$5', replicas: '3' },
      },
    ],
  });
  expect(Object.keys(started.spans[0]!.attributes)).toEqual(['a', 'b']);
  expect(started).toEqual((await start(official, kConfiguration)).started);
});

test.each([
  ['is of another version', kConfiguration.replace('"1.0"', '"7.0"'), 'file_format'],
  [
    'does not fit the schema',
    kConfiguration.replace('attribute_count_limit: 2', 'attribute_count_limit: many'),
    'attribute_count_limit',
  ],
  ['is empty', '', 'file_format'],
])('a file that %s starts nothing, and it is said', async (_what, configuration, said) => {
  for (const packageName of [ours, official]) {
    const { started, logged } = await start(packageName, configuration);
    expect(started).toEqual({ code: 0, fields: [], requests: [], spans: [] });
    expect(logged).toContain(said);
  }
});
