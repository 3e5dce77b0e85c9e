import { logsOf } from './support/logs';
import { ApplicationFolder } from './support/application-folder';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

let receiver: Receiver;
let folder: ApplicationFolder;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = new ApplicationFolder();
  for (const name of ['pino', 'winston', 'bunyan']) folder.link(name);
});
afterEach(async () => {
  folder.remove();
  await receiver.stop();
});

/** Logs with all libraries and the console within a span. */
const kUse = `
  trace.getTracer('shop').startActiveSpan('GET /', (span) => {
    pino().info({ items: 3 }, 'by pino');
    winston.createLogger({ transports: [new winston.transports.Console()] }).info('by winston', { items: 3 });
    bunyan.createLogger({ name: 'shop' }).info({ items: 3 }, 'by bunyan');
    console.log('by console');
    span.end();
  });`;

const kApplications = {
  'application.cjs': `
    const { trace } = require('@opentelemetry/api');
    const pino = require('pino');
    const winston = require('winston');
    const bunyan = require('bunyan');
    ${kUse}`,
  'application.mjs': `
    import { trace } from '@opentelemetry/api';
    import pino from 'pino';
    import winston from 'winston';
    import bunyan from 'bunyan';
    ${kUse}`,
};

interface Run {
  bodies: unknown[];
  /** What the libraries printed. */
  lines: Record<string, unknown>[];
  stderr: string;
}

async function run(
  env: Record<string, string> = {},
  application: keyof typeof kApplications = 'application.cjs',
): Promise<Run> {
  folder.write(application, kApplications[application]);
  const { code, stdout, stderr } = await runChild(
    ['--import', '@otel-native/sdk/register', application],
    { cwd: folder.path, env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env } },
  );
  expect(code).toBe(0);
  return {
    bodies: logsOf(receiver)
      .map(({ body }) => body?.stringValue)
      .sort(),
    lines: stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>),
    stderr,
  };
}

test.each(['application.cjs', 'application.mjs'] as const)(
  '%s: records of loggers are sent, with the ids of their span in the record and in the line',
  async (application) => {
    const { bodies, lines, stderr } = await run({}, application);
    expect(bodies).toEqual(['by bunyan', 'by pino', 'by winston']);
    const [span] = receiver.spans();
    for (const record of logsOf(receiver))
      expect(Buffer.from(record.traceId!, 'base64').toString('hex')).toBe(span!.traceId);
    expect(lines).toHaveLength(3);
    for (const line of lines)
      expect(line).toMatchObject({ trace_id: span!.traceId, span_id: span!.spanId });
    expect(stderr).toBe('');
  },
);

test.each<[Record<string, string>, string[]]>([
  [{ OTEL_NATIVE_LOG_BRIDGES: 'all' }, ['by bunyan', 'by pino', 'by winston']],
  [{ OTEL_NATIVE_LOG_BRIDGES: 'none' }, []],
  [{ OTEL_NATIVE_LOG_BRIDGES: 'all,none' }, []],
  [{ OTEL_NATIVE_LOG_BRIDGES: 'bunyan,pino' }, ['by bunyan', 'by pino']],
  [{ OTEL_NATIVE_LOG_BRIDGES: 'winston, console' }, ['by console', 'by winston']],
  [
    { OTEL_NATIVE_LOG_BRIDGES: 'all,console' },
    ['by bunyan', 'by console', 'by pino', 'by winston'],
  ],
  [{ OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'winston,http' }, ['by bunyan', 'by pino']],
  [{ OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'winston,http' }, ['by winston']],
])('%j sends %j', async (env, expected) => {
  expect((await run(env)).bodies).toEqual(expected);
});

test('an unknown bridge is a warning', async () => {
  const { bodies, stderr } = await run({ OTEL_NATIVE_LOG_BRIDGES: 'bunyan,winstone' });
  expect(bodies).toEqual(['by bunyan']);
  expect(stderr).toMatch(/^otel-native warn: OTEL_NATIVE_LOG_BRIDGES has "winstone", .*\n$/);
});

test('without a logs exporter, lines still have ids', async () => {
  const { bodies, lines } = await run({ OTEL_LOGS_EXPORTER: 'none' });
  expect(bodies).toEqual([]);
  expect(lines.map((line) => line['span_id'])).toEqual(
    Array.from({ length: 3 }, () => receiver.spans()[0]!.spanId),
  );
});

/** As the official collection does it, with the instrumentations that matter here. */
const kCollection = `
  const classes = {
    '@opentelemetry/instrumentation-pino':
      require(${JSON.stringify(require.resolve('@opentelemetry/instrumentation-pino'))}).PinoInstrumentation,
    '@opentelemetry/instrumentation-winston':
      require(${JSON.stringify(require.resolve('@opentelemetry/instrumentation-winston'))}).WinstonInstrumentation,
    '@opentelemetry/instrumentation-bunyan':
      require(${JSON.stringify(require.resolve('@opentelemetry/instrumentation-bunyan'))}).BunyanInstrumentation,
  };
  exports.getNodeAutoInstrumentations = (configs = {}) => {
    for (const name of Object.keys(configs)) if (!(name in classes)) throw new Error(name);
    return Object.keys(classes)
      .filter((name) => configs[name]?.enabled !== false)
      .map((name) => new classes[name](configs[name]));
  };`;

test.each<[string, string[]]>([
  [
    'all',
    [
      '@otel-native/logs-bridges/bunyan',
      '@otel-native/logs-bridges/pino',
      '@otel-native/logs-bridges/winston',
    ],
  ],
  [
    'winston',
    [
      '@opentelemetry/instrumentation-bunyan',
      '@opentelemetry/instrumentation-pino',
      '@otel-native/logs-bridges/winston',
    ],
  ],
  [
    'none',
    [
      '@opentelemetry/instrumentation-bunyan',
      '@opentelemetry/instrumentation-pino',
      '@opentelemetry/winston-transport',
    ],
  ],
])(
  'with the official collection, OTEL_NATIVE_LOG_BRIDGES=%s sends each record once',
  async (bridges, scopes) => {
    folder.writePackage(
      '@opentelemetry/auto-instrumentations-node',
      { version: '0.82.0' },
      kCollection,
    );
    const { bodies, lines, stderr } = await run({
      OTEL_NATIVE_LOG_BRIDGES: bridges,
      OTEL_NATIVE_INSTRUMENTATIONS: 'none',
    });
    expect(bodies).toEqual(['by bunyan', 'by pino', 'by winston']);
    expect(
      logsOf(receiver)
        .map(({ scope }) => scope)
        .sort(),
    ).toEqual(scopes);
    for (const line of lines) expect(line).toMatchObject({ trace_flags: '01' });
    expect(stderr).toBe('');
  },
);

test('a bridge is loaded with the first logger of its library', async () => {
  folder.write(
    'loads.cjs',
    `const loaded = () => Object.keys(require.cache).filter((path) => /logs-bridges/.test(path)).map((path) => path.split(/[\\\\/]/).at(-1));
     const steps = [loaded()];
     require('node:http');
     require('winston');
     steps.push(loaded());
     require('bunyan');
     steps.push(loaded());
     require('pino');
     steps.push(loaded());
     console.log(JSON.stringify(steps));`,
  );
  const { stdout } = await runChild(['--import', '@otel-native/sdk/register', 'loads.cjs'], {
    cwd: folder.path,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
  });
  expect(JSON.parse(stdout)).toEqual([
    [],
    ['winston.cjs'],
    ['winston.cjs', 'bunyan.cjs'],
    ['winston.cjs', 'bunyan.cjs', 'pino.cjs'],
  ]);
});
