import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SelfSigned } from './support/certificates';
import { decodeLogs, type ReceivedLogs } from './support/logs';
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

const kOfficial = '@opentelemetry/sdk-node';
const kOurs = '@otel-native/sdk';

/** Writes a file with these processors and more settings. `RECEIVER` is replaced by the receiver's address. */
function file(processors: string, more: string): string {
  const path = join(directory, 'otel.yaml');
  const text = `file_format: "1.0"
log_level: warn
resource: { attributes: [{ name: service.name, value: shop }] }
logger_provider:
  processors: [${processors}]
${more}`;
  writeFileSync(path, text.replaceAll('RECEIVER', receiver.endpoint));
  return path;
}

const batch = (exporter: string, more = '') => `{ batch: { exporter: ${exporter}${more} } }`;
const simple = (exporter: string) => `{ simple: { exporter: ${exporter} } }`;
const http = (settings = '') => `{ otlp_http: { endpoint: RECEIVER/own/path${settings} } }`;
const configurator = (settings: string) => `  logger_configurator/development: ${settings}\n`;

interface RunOptions {
  /** Undefined: the preload starts ours. */
  packageName?: string | undefined;
  hidden?: string[];
  preloads?: string[];
  ending?: string;
  env?: Record<string, string>;
}

async function run(
  [processors, more = '']: [processors: string, more?: string | undefined],
  { packageName = kOurs, hidden = [], preloads = [], ending = '', env = {} }: RunOptions = {},
) {
  const result = await runChild(
    [...preloads, '--require', './hide-packages.cjs', 'logs.cjs', packageName, ending],
    {
      env: { HIDDEN_PACKAGES: hidden.join(','), OTEL_CONFIG_FILE: file(processors, more), ...env },
    },
  );
  return { ...result, output: result.stdout + result.stderr };
}

const decode = ({ headers, body }: Receiver['requests'][number]): ReceivedLogs =>
  headers['content-type'] === 'application/json'
    ? (JSON.parse(body.toString()) as ReceivedLogs)
    : decodeLogs(body);

const kAll = ['in a span', 'debug', 'warn', 'error', 'unsampled'];

/** Requests group records by scope, and several may arrive in any order. */
function sorted<T extends { body: string | undefined }>(records: T[]): T[] {
  const indexOf = ({ body }: T) => kAll.indexOf(body!);
  return records.sort((one, other) => indexOf(one) - indexOf(other));
}

const recordsOf = ({ resourceLogs }: ReceivedLogs) =>
  resourceLogs.flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap(({ scope, logRecords }) =>
      logRecords.map(({ body, severityText, attributes, droppedAttributesCount = 0 }) => ({
        ...{ scope: scope.name, body: body?.stringValue },
        ...{ severityText, attributes, droppedAttributesCount },
      })),
    ),
  );

/** Returns the received log records by path, without the parts that differ between runs. */
function received() {
  const byPath = Map.groupBy(receiver.requests, ({ path }) => path);
  return [...byPath]
    .map(([path, requests]) => ({
      path,
      header: requests[0]!.headers['x-a'],
      encoding: requests[0]!.headers['content-encoding'],
      type: requests[0]!.headers['content-type'],
      resource: requests.every(({ body }) => decode({ ...requests[0]!, body }).resourceLogs.length),
      records: sorted(requests.flatMap((request) => recordsOf(decode(request)))),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

const bodies = () => received().flatMap(({ records }) => records.map(({ body }) => body));

// Both SDKs read the same file and must send the same.
test.each<[string, [processors: string, more?: string]]>([
  ['batch', [batch(http())]],
  [
    'its options',
    [
      batch(
        http(),
        ', schedule_delay: 50, export_timeout: 2000, max_queue_size: 64, max_export_batch_size: 2',
      ),
    ],
  ],
  ['simple', [simple(http())]],
  ['two exporters', [`${batch(http())}, ${batch('{ otlp_http: { endpoint: RECEIVER/second } }')}`]],
  [
    'headers and gzip',
    [
      batch(
        http(
          ', compression: gzip, timeout: 5000, headers: [{ name: x-a, value: one }], headers_list: x-a=two',
        ),
      ),
    ],
  ],
  ['JSON', [batch(http(', encoding: json'))]],
  ['a limit of attributes', [batch(http()), '  limits: { attribute_count_limit: 1 }']],
  ['no attributes at all', [batch(http()), '  limits: { attribute_count_limit: 0 }']],
  ['a limit of values', [batch(http()), '  limits: { attribute_value_length_limit: 2 }']],
  [
    'limits of all signals',
    [
      batch(http()),
      '  limits: { attribute_value_length_limit: 3 }\nattribute_limits: { attribute_value_length_limit: 2, attribute_count_limit: 1 }',
    ],
  ],
])('%s: as the official startNodeSdk', async (_what, text) => {
  const sent: unknown[] = [];
  for (const packageName of [kOfficial, kOurs]) {
    receiver.requests.length = 0;
    const { code, output } = await run(text, { packageName });
    expect([code, output.replace(/^.*Dropping extra attributes\.\n/m, '')]).toEqual([0, '']);
    expect(bodies()).toEqual(expect.arrayContaining(kAll));
    sent.push(received());
  }
  expect(sent[1]).toEqual(sent[0]);
});

test('the console: as the official startNodeSdk', async () => {
  const text = `${simple('{ console: }')}, ${batch(http())}`;
  const printed = [];
  for (const packageName of [kOfficial, kOurs]) {
    const { code, stdout, stderr } = await run([text], { packageName });
    expect([code, stderr]).toEqual([0, '']);
    printed.push([...stdout.matchAll(/^ {2}body: '(.*)'/gm)].map(([, body]) => body));
  }
  expect(printed).toEqual([kAll, kAll]);
});

test('only official packages that are named are needed', async () => {
  const { code, output } = await run([batch(http())], {
    hidden: ['@opentelemetry/sdk-logs', '@opentelemetry/exporter-logs-otlp-proto'],
  });
  expect([code, output]).toEqual([0, '']);
  expect(bodies()).toEqual(kAll);
});

test('the environment does not count', async () => {
  const env = {
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: '0',
    OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: '1',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke',
  };
  const { code, output } = await run([batch(http())], { env });
  expect([code, output]).toEqual([0, '']);
  expect(receiver.requests).toHaveLength(1);
  expect(received()[0]!.records[0]!.attributes).toHaveLength(2);
});

test.each(['', 'exit'])('nothing is lost at the end "%s" of the process', async (ending) => {
  expect(await run([batch(http())], { ending })).toMatchObject({ code: 0 });
  expect(bodies()).toEqual(kAll);
});

test('TLS with a client certificate', async () => {
  const secure = await Receiver.start(tls.mutual);
  const exporter = `{ otlp_http: { endpoint: ${secure.endpoint}/v1/logs, tls: ${tls.configuration} } }`;
  const { code, output } = await run([batch(exporter)]);
  const paths = secure.requests.map(({ path }) => path);
  await secure.stop();
  expect([code, output, paths]).toEqual([0, '', ['/v1/logs']]);
});

test('where no binary loads the official packages send', async () => {
  const { code } = await run([batch(http())], { preloads: ['--require', './break-dlopen.cjs'] });
  expect(code).toBe(0);
  expect(bodies()).toEqual(kAll);
  expect(receiver.requests[0]!.headers['user-agent']).toContain('OTel-OTLP-Exporter-JavaScript');
});

describe('logger_configurator', () => {
  test.each<[string, string, string[]]>([
    ['the default', '{ default_config: { enabled: false } }', []],
    [
      'a severity',
      '{ default_config: { minimum_severity: warn } }',
      ['in a span', 'warn', 'error', 'unsampled'],
    ],
    [
      'a severity in between',
      '{ default_config: { minimum_severity: warn3 } }',
      ['in a span', 'error', 'unsampled'],
    ],
    [
      'sampled traces only',
      '{ default_config: { trace_based: true } }',
      ['in a span', 'debug', 'warn', 'error'],
    ],
    [
      'a name',
      '{ loggers: [{ name: shop, config: { enabled: false } }] }',
      ['warn', 'error', 'unsampled'],
    ],
    ['a name in another case', '{ loggers: [{ name: SHOP, config: { enabled: false } }] }', kAll],
    [
      'a pattern with *',
      '{ loggers: [{ name: "shop.*", config: { enabled: false } }] }',
      ['in a span', 'debug'],
    ],
    [
      'a pattern with ?',
      '{ loggers: [{ name: "shop.c?rt", config: { enabled: false } }] }',
      ['in a span', 'debug', 'error'],
    ],
    [
      'the first entry that matches, before the default',
      `{ default_config: { enabled: false }, loggers: [
          { name: "shop.c*", config: { minimum_severity: warn } },
          { name: "shop.*", config: { enabled: false } }, { name: "shop.c*", config: {} }] }`,
      ['warn', 'unsampled'],
    ],
    ['nothing', '{ loggers: [{ name: "*", config: { enabled: null, trace_based: null } }] }', kAll],
  ])('%s', async (_what, settings, expected) => {
    const { code, output } = await run([batch(http()), configurator(settings)]);
    expect([code, output, bodies()]).toEqual([0, '', expected]);
  });
});

test('event_to_span_event_bridge', async () => {
  const { code, stdout, stderr } = await run([
    `{ event_to_span_event_bridge/development: }, ${batch(http())}`,
    'tracer_provider: { processors: [{ simple: { exporter: { console: } } }] }',
  ]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /name: 'span',[^]*events: \[\s*\{\s*name: 'cart.checked',[^]*attributes: \{ text: 'abcdef', more: 1 \}/,
  );
  expect(bodies()).toEqual(kAll);
});

describe('otlp_file', () => {
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => sorted(recordsOf(JSON.parse(line) as ReceivedLogs)).map(({ body }) => body));

  test.each(['{ otlp_file/development: }', '{ otlp_file/development: { output_stream: stdout } }'])(
    '%s writes each batch as a line on the standard output',
    async (exporter) => {
      const { code, stdout, stderr } = await run([batch(exporter)]);
      expect([code, stderr]).toEqual([0, '']);
      expect(lines(stdout)).toEqual([kAll]);
    },
  );

  test('a file is continued; with simple every log record is there, however the process ends', async () => {
    const path = join(directory, 'logs.jsonl');
    const exporter = `{ otlp_file/development: { output_stream: "${pathToFileURL(path).href}" } }`;
    for (const ending of ['', 'exit']) {
      const { code, output } = await run([simple(exporter)], { ending });
      expect([code, output]).toEqual([0, '']);
    }
    const text = readFileSync(path, 'utf8');
    expect(lines(text)).toEqual([...kAll, ...kAll].map((body) => [body]));
    // What a Collector's receiver of OTLP files expects.
    const [first] = text.split('\n');
    expect(JSON.parse(first!)).toMatchObject({
      resourceLogs: [
        {
          resource: {
            attributes: expect.arrayContaining([
              { key: 'service.name', value: { stringValue: 'shop' } },
            ]),
          },
          scopeLogs: [
            {
              scope: { name: 'shop' },
              logRecords: [
                { eventName: 'cart.checked', attributes: [{ key: 'text' }, { key: 'more' }] },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('what cannot be used is said, and the application runs without telemetry', () => {
  test.each<{ processors: string; more?: string; said: RegExp }>([
    { processors: '', said: /not started.*processors/ },
    {
      processors: batch('{ nonsense: }'),
      said: /not started.*log record exporter "nonsense" is not known/,
    },
    {
      processors: '{ nonsense: }',
      said: /not started.*log record processor "nonsense" is not known/,
    },
    { processors: batch('{ otlp_http: { endpoint: not a url } }'), said: /not started.*not a url/ },
    {
      processors: batch('{ otlp_http: { timeout: 0 } }'),
      said: /not started.*timeout of otlp_http is 0/,
    },
    {
      processors: batch(http(), ', export_timeout: 0'),
      said: /not started.*timeout of batch is 0/,
    },
    {
      processors: batch('{ otlp_file/development: { output_stream: ftp://host/a } }'),
      said: /not started.*output_stream is ftp:/,
    },
    {
      processors: batch('{ otlp_file/development: { output_stream: file:///nowhere/a } }'),
      said: /not started.*nowhere/,
    },
    {
      processors: batch(http()),
      more: configurator('{ default_config: { minimum_severity: loud } }'),
      said: /not started.*minimum_severity/,
    },
    {
      processors: batch(http()),
      more: '  future/development: {}',
      said: /not started.*logger_provider/,
    },
  ])('$processors $more', async ({ processors, more, said }) => {
    const { code, output } = await run([processors, more]);
    expect(code).toBe(0);
    expect(output.replaceAll('\n', ' ')).toMatch(said);
    expect(receiver.requests).toEqual([]);
  });

  test.each([
    ['@opentelemetry/sdk-logs', simple('{ console: }')],
    ['@opentelemetry/exporter-logs-otlp-http', batch(http(', encoding: json'))],
    ['@opentelemetry/otlp-transformer', batch('{ otlp_file/development: }')],
    ['@opentelemetry/exporter-logs-otlp-grpc', batch('{ otlp_grpc: }')],
  ])('without %s', async (name, processors) => {
    const { code, output } = await run([processors], { hidden: [name] });
    expect([code, output]).toEqual([0, expect.stringContaining('npm install')]);
    expect(output).toContain(name);
  });
});
