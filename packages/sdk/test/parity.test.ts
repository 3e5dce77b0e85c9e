import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Receiver, decodeRequest, type ReceivedRequest } from './support/receiver';
import { runChild } from './support/run-child';

type Environment = Record<string, string>;

const kLimits = [
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
  'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
];
const ratio = (name: string, arg: string): Environment => ({
  OTEL_TRACES_SAMPLER: name,
  OTEL_TRACES_SAMPLER_ARG: arg,
});

/**
 * Environments that both ways of starting read. `RECEIVER` is replaced by the receiver's address and a path for the
 * case.
 */
const common: Environment[] = [
  {},
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_SDK_DISABLED: ' TRUE ' },
  { OTEL_SDK_DISABLED: 'yes' },
  { OTEL_LOG_LEVEL: 'none' },
  { OTEL_SERVICE_NAME: 'shop' },
  { OTEL_SERVICE_NAME: 'shop', OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,team=a%20b' },
  { OTEL_RESOURCE_ATTRIBUTES: 'service.name=listed, region = eu ,empty=' },
  { OTEL_RESOURCE_ATTRIBUTES: 'no pair' },
  { OTEL_RESOURCE_ATTRIBUTES: 'a=%zz,b=1' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'none' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'all' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'host,process' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'env,os,serviceinstance', OTEL_RESOURCE_ATTRIBUTES: 'a=1' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'service', OTEL_SERVICE_NAME: 'shop' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'unheard-of' },
  { OTEL_PROPAGATORS: 'tracecontext' },
  { OTEL_PROPAGATORS: 'baggage' },
  { OTEL_PROPAGATORS: 'b3' },
  { OTEL_PROPAGATORS: 'b3multi' },
  { OTEL_PROPAGATORS: ' b3 ,tracecontext,b3,baggage' },
  { OTEL_PROPAGATORS: 'jaeger' },
  { OTEL_PROPAGATORS: 'jaeger,tracecontext' },
  { OTEL_PROPAGATORS: 'tracecontext,none' },
  { OTEL_PROPAGATORS: ' ' },
  { OTEL_TRACES_SAMPLER: 'always_on' },
  { OTEL_TRACES_SAMPLER: 'always_off' },
  { OTEL_TRACES_SAMPLER: 'parentbased_always_on' },
  { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
  { OTEL_TRACES_SAMPLER: 'unheard-of' },
  { OTEL_TRACES_SAMPLER: 'traceidratio' },
  ratio('traceidratio', '0.5'),
  ratio('traceidratio', '0'),
  ratio('traceidratio', '1.5'),
  ratio('parentbased_traceidratio', '0.5'),
  ratio('parentbased_traceidratio', 'half'),
  ...kLimits.flatMap((name) => [{ [name]: '1' }, { [name]: '0' }]),
  { OTEL_ATTRIBUTE_COUNT_LIMIT: 'many' },
  { OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3', OTEL_ATTRIBUTE_COUNT_LIMIT: '1' },
  { OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '5', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2' },
  { OTEL_TRACES_EXPORTER: 'otlp' },
  { OTEL_TRACES_EXPORTER: 'none' },
  { OTEL_TRACES_EXPORTER: 'console' },
  { OTEL_TRACES_EXPORTER: 'console,otlp' },
  { OTEL_TRACES_EXPORTER: 'none,otlp' },
  { OTEL_TRACES_EXPORTER: 'otlp,none' },
  { OTEL_TRACES_EXPORTER: 'unheard-of' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'RECEIVER/', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '' },
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'RECEIVER/own/path?query=1' },
  { OTEL_EXPORTER_OTLP_HEADERS: 'x-a=1,x-b=a%20b', OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-a=2' },
  { OTEL_EXPORTER_OTLP_TIMEOUT: '5000', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: 'soon' },
  { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' },
  { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip', OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'none' },
  { OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd' },
  { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
  { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
  { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' },
  { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '2' },
  { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '-1', OTEL_BSP_SCHEDULE_DELAY: '0' },
  { OTEL_BSP_SCHEDULE_DELAY: '10', OTEL_BSP_EXPORT_TIMEOUT: '1000', OTEL_BSP_MAX_QUEUE_SIZE: '64' },
];

const ofNodeSdk: Environment[] = [
  { OTEL_TRACES_EXPORTER: 'null' },
  { OTEL_TRACES_EXPORTER: 'zipkin', OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'RECEIVER/api/v2/spans' },
];

/** Only `NodeSDK` accepts an id generator; decisions by ratio cannot be compared without one. */
const isDecidedByIds = (env: Environment) => env['OTEL_TRACES_SAMPLER_ARG'] === '0.5';

const official = '@opentelemetry/sdk-node';
const ours = '@otel-native/sdk';
const directory = mkdtempSync(join(tmpdir(), 'otel-native-parity-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe.each([
  ['NodeSDK', [...common, ...ofNodeSdk]],
  ['startNodeSdk', common.filter((env) => !isDecidedByIds(env))],
] as const)('%s', (how, environments) => {
  const results: Record<string, string[]> = {};
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
    for (const name of [official, ours]) results[name] = await resultsOf(name);
  }, 120_000);
  afterAll(() => receiver.stop());

  /** Returns one text per environment with everything that is visible from outside. */
  async function resultsOf(packageName: string): Promise<string[]> {
    receiver.requests.length = 0;
    const cases = environments.map((env, index) => ({ env: placed(env, index) }));
    const listPath = join(directory, 'cases.json');
    writeFileSync(listPath, JSON.stringify(cases));
    const { stdout } = await runChild(['parity.cjs', packageName, how, listPath]);
    const printed = JSON.parse(stdout.slice(stdout.lastIndexOf('\nresults:') + 9)) as object[];
    return printed.map((one, index) => textOf({ ...one, ...receivedBy(index) }));
  }

  function placed(env: Environment, index: number): Environment {
    const base = `${receiver.endpoint}/${index}`;
    const entries = Object.entries({ OTEL_EXPORTER_OTLP_ENDPOINT: base, ...env });
    return Object.fromEntries(
      entries.map(([name, value]) => [name, value.replace('RECEIVER', base)]),
    );
  }

  function receivedBy(index: number): object {
    const own = receiver.requests.filter(({ path }) => path.startsWith(`/${index}/`));
    return {
      requests: own.map(({ path, headers }) => [path, shownHeaders(headers)]),
      // Several requests are in flight, and may arrive in any order.
      spans: own.map(contentOf).sort((one, other) => (namesIn(one) < namesIn(other) ? -1 : 1)),
    };
  }

  /** With `startNodeSdk` ids are random. */
  const textOf = (result: object) => {
    const text = JSON.stringify(result, null, 1);
    return how === 'NodeSDK' ? text : text.replace(/[0-9a-f]{16,32}/g, 'id');
  };

  test.each(environments.map((env, index) => [JSON.stringify(env), index] as const))(
    '%s',
    (_env, index) => {
      expect(results[ours]![index]).toBe(results[official]![index]);
    },
  );

  test('what is compared has spans in it', () => {
    expect(results[ours]![0]).toContain('root 0');
    expect(results[ours]![0]).toContain('traceparent');
  });
});

/** Returns the headers that describe the content. */
function shownHeaders(headers: ReceivedRequest['headers']): object {
  const shown = ['content-type', 'content-encoding', 'x-a', 'x-b'];
  return Object.fromEntries(shown.map((name) => [name, headers[name]]));
}

/** Decodes a request and removes the parts that differ between processes and moments. */
function contentOf({ headers, body }: ReceivedRequest): unknown {
  const isJson = headers['content-type'] === 'application/json';
  const request: unknown = isJson ? JSON.parse(body.toString()) : decodeRequest(body);
  return JSON.parse(JSON.stringify(request, withoutMoments));
}

/** All names in a request, in their order. */
function namesIn(content: unknown): string {
  return String(JSON.stringify(content).match(/"name":"[^"]*"/g));
}

const kMoments = /time|duration|timestamp/i;
const kOfTheProcess = [
  'service.instance.id',
  'process.pid',
  'process.command',
  'process.command_args',
  'telemetry.sdk.version', // The official composition pins an older patch version of the resources.
];

/** Only this SDK is a distribution, so only it sends these attributes. */
const kDistribution = 'telemetry.distro.';

function withoutMoments(name: string, value: unknown): unknown {
  if (kMoments.test(name) || kOfTheProcess.includes(name)) return undefined;
  if (name.startsWith(kDistribution)) return undefined;
  if (name === 'attributes' && isResource(value)) return byKey(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (isBufferJson(value)) return Buffer.from(value.data).toString('hex');
  if (typeof value === 'object' && value !== null && 'key' in value) {
    if (kOfTheProcess.includes(String(value.key))) return { key: value.key };
  }
  return value;
}

type KeyValues = { key: string }[];

/**
 * Whether the value is a resource, whose attributes are ordered differently because detectors run in a different order.
 */
function isResource(value: unknown): value is KeyValues {
  const keys = Array.isArray(value) ? (value as KeyValues).map(({ key }) => key) : [];
  return keys.includes('telemetry.sdk.name');
}

function byKey(attributes: KeyValues): KeyValues {
  const common = attributes.filter(({ key }) => !key.startsWith(kDistribution));
  return common.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Whether the value is a buffer in the form that `JSON.stringify` passes to its replacer. */
function isBufferJson(value: unknown): value is { data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
