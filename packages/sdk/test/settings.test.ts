import { spawnSync } from 'node:child_process';
import { applications } from './support/run-child';

const kNumbers = [
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_BSP_EXPORT_TIMEOUT',
  'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_EXPORTER_OTLP_TIMEOUT',
  'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT',
  'OTEL_EXPORTER_OTLP_METRICS_TIMEOUT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_METRIC_EXPORT_INTERVAL',
  'OTEL_METRIC_EXPORT_TIMEOUT',
  'OTEL_NATIVE_EXIT_TIMEOUT',
  'OTEL_NATIVE_MAX_ITEM_BYTES',
  'OTEL_NATIVE_MAX_REQUEST_BYTES',
  'OTEL_NATIVE_MAX_RETRY_AFTER',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
];
const kWords = [
  'OTEL_EXPORTER_OTLP_CERTIFICATE',
  'OTEL_EXPORTER_OTLP_COMPRESSION',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_HEADERS',
  'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL',
  'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
  'OTEL_LOG_LEVEL',
  'OTEL_METRICS_EXEMPLAR_FILTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT',
  'OTEL_NATIVE_SIGNALS',
  'OTEL_NODE_EXPERIMENTAL_SDK_METRICS',
  'OTEL_NODE_RESOURCE_DETECTORS',
  'OTEL_PROPAGATORS',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_SERVICE_NAME',
  'OTEL_TRACES_EXPORTER',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
];
/** Empty, invalid, negative, huge, padded, and with a unit. */
const kValues = ['', '%%nonsense: of=no,kind', '-5', '1e30', ' 7 ', '10s'];

const settings = [...kNumbers, ...kWords].flatMap((name) =>
  kValues.map((value) => ({ [name]: value })),
);

interface Outcome {
  thrown: string;
  said: string;
}

/** Returns the result of each of the settings, in one process. */
function outcomesOf(start: 'preload' | 'code', list: Record<string, string>[]): Outcome[] {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const { stdout, stderr } = spawnSync(process.execPath, ['settings.cjs', start], {
    cwd: applications,
    env: Object.fromEntries(inherited),
    input: JSON.stringify(list),
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Outcome[];
}

describe.each(['preload', 'code'] as const)('%s', (start) => {
  test('no value of a variable ends the application', () => {
    const outcomes = outcomesOf(start, settings);
    const thrown = outcomes.flatMap((outcome, index) =>
      outcome.thrown === '' ? [] : [[settings[index], outcome.thrown]],
    );
    expect(thrown).toEqual([]);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ OTEL_ATTRIBUTE_COUNT_LIMIT: '-5' }, /OTEL_ATTRIBUTE_COUNT_LIMIT is -5 and ignored/],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke' }, /protocol for traces is "smoke".* using http/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, /no scheme: using http:..localhost:4318/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'not a url' }, /ERR_OTEL_NATIVE_INVALID_ENDPOINT/],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'a: b=c' }, /ERR_OTEL_NATIVE_INVALID_HEADER.*left out/],
    [{ OTEL_NATIVE_SPOOL_DIR: '/proc/spool' }, /spool is off.*ERR_OTEL_NATIVE_SPOOL_DIRECTORY/],
    [{ OTEL_NATIVE_EXIT_TIMEOUT: '-1' }, /OTEL_NATIVE_EXIT_TIMEOUT \(-1\) is invalid/],
    [{ OTEL_NATIVE_SIGNALS: 'some' }, /OTEL_NATIVE_SIGNALS is "some"/],
    [
      { OTEL_RESOURCE_ATTRIBUTES: 'team=a,secret-token' },
      /OTEL_RESOURCE_ATTRIBUTES, entry 2: expected name=value.*the whole list is ignored$/m,
    ],
    [{ OTEL_BSP_MAX_QUEUE_SIZE: '1e300' }, /OTEL_BSP_MAX_QUEUE_SIZE \(1e\+300\) is invalid/],
    [{ OTEL_NATIVE_MAX_RETRY_AFTER: '5m' }, /OTEL_NATIVE_MAX_RETRY_AFTER/],
    [{ OTEL_LOG_LEVEL: 'loud' }, /OTEL_LOG_LEVEL is "loud", which is unknown/],
  ])('%j is told', (variables, line) => {
    const [outcome] = outcomesOf(start, [variables]);
    expect(outcome!.thrown).toBe('');
    expect(outcome!.said).toMatch(line);
    for (const one of outcome!.said.trim().split('\n')) expect(one).toMatch(/^otel-native /);
  });
});

test.each<[Record<string, string>, RegExp]>([
  [{ OTEL_NATIVE_SYSTEM_METRICS: 'sytem' }, /starts without system metrics: .*sytem/],
  [{ OTEL_CONFIG_FILE: '/nowhere/otel.yaml' }, /configuration does not load/],
])('under the preload %j is told', (variables, line) => {
  const [outcome] = outcomesOf('preload', [variables]);
  expect(outcome!.thrown).toBe('');
  expect(outcome!.said).toMatch(line);
});
