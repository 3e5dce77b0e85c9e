import { diag, logs } from '@opentelemetry/api';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { WinstonTransport } from '@otel-native/logs-bridges/winston';
import * as winston from 'winston';
import { runProgram } from './support/run-program';

const exporter = new InMemoryLogRecordExporter();

beforeEach(() => {
  exporter.reset();
  logs.setGlobalLoggerProvider(
    new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }),
  );
});

afterEach(() => logs.disable());

test('a transport sends the records of one logger', () => {
  const logger = winston.createLogger({ transports: [new WinstonTransport()] });
  logger.child({ part: 'cart' }).warn('order placed', { items: 3, err: new TypeError('sold out') });
  logger.debug('below the level');
  const records = exporter.getFinishedLogRecords();
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    severityNumber: 13,
    severityText: 'warn',
    body: 'order placed',
    attributes: {
      part: 'cart',
      items: 3,
      'exception.type': 'TypeError',
      'exception.message': 'sold out',
    },
    instrumentationScope: { name: '@otel-native/logs-bridges/winston' },
  });
});

test('a text among the further arguments is no exception', () => {
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.splat(), winston.format.json()),
    transports: [new WinstonTransport()],
  });
  logger.info('count %d of %s', 5, 'ten');
  winston
    .createLogger({ transports: [new WinstonTransport()] })
    .error('it failed', 'at', 5, new Error('really'));
  const [count, failure] = exporter.getFinishedLogRecords();
  expect(count).toMatchObject({ body: 'count 5 of ten', attributes: {} });
  expect(Object.keys(count!.attributes)).toEqual([]);
  expect(failure!.attributes['exception.message']).toBe('really');
});

test('the options of a transport are those of winston and of the official one', () => {
  const transport = new WinstonTransport({
    level: 'debug',
    logSeverity: 9,
    severityMapping: { info: 10 },
    format: winston.format((info) => ({ ...info, message: `formatted ${info.message}` }))(),
  });
  const logger = winston.createLogger({ level: 'error', transports: [transport] });
  logger.info('one');
  logger.debug('two');
  transport.silent = true;
  logger.error('three');
  expect(exporter.getFinishedLogRecords()).toMatchObject([
    { body: 'formatted one', severityNumber: 10 },
  ]);
});

test('a wrong option is an error with a code', () => {
  expect(() => new WinstonTransport({ level: 5 as never })).toThrow(
    expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
  );
});

test.each(['require', 'import', 'late'])(
  'loggers that are loaded by %s are bridged',
  async (way) => {
    const { records, lines } = await runProgram('winston-loggers.mjs', way);
    expect(records.map(({ body }) => body)).toEqual(['default', 'made', 'child', 'no transports']);
    expect(records.map(({ spanId }) => spanId)).toEqual(['', 'b7ad6b7169203331', '', '']);
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      message: 'made',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: 'b7ad6b7169203331',
      trace_flags: '01',
    });
  },
);

test.each(['official first', 'official last'])(
  'leaves loggers to the official instrumentation: %s',
  async (way) => {
    const { records, diagnostics } = await runProgram('winston-loggers.mjs', way);
    expect(records).toMatchObject([{ body: 'once', scope: '@opentelemetry/winston-transport' }]);
    expect(diagnostics).toEqual([
      '@opentelemetry/winston-transport already sends the records of a winston logger; this bridge leaves them to it',
    ]);
  },
);

test("NestJS's logger over winston is bridged", async () => {
  const { records, lines, diagnostics } = await runProgram('winston-loggers.mjs', 'nest');
  expect(records).toMatchObject([
    {
      body: 'order placed',
      severityNumber: 9,
      spanId: 'b7ad6b7169203331',
      attributes: { context: 'Orders' },
    },
    { body: 'looked up', severityNumber: 5, attributes: { context: 'Orders', items: 3 } },
    {
      body: 'order refused',
      severityNumber: 17,
      attributes: {
        context: 'Orders',
        stack: [expect.stringContaining('TypeError: sold out')],
      },
    },
  ]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'order placed', context: 'Orders', span_id: 'b7ad6b7169203331' },
    { message: 'looked up', items: 3 },
    { message: 'order refused' },
  ]);
  expect(diagnostics).toEqual([]);
});

test('two bridges send a record once', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'two bridges');
  expect(records).toMatchObject([{ body: 'once' }]);
});

test('leaves loggers to the official transport, also when it is added later', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'official transport');
  expect(records.map(({ body, scope }) => [body, scope.split('/').at(-1)])).toEqual([
    ['once', 'winston-transport'],
    ['ours', 'winston'],
    ['theirs', 'winston-transport'],
  ]);
});

test('leaves loggers to a transport that the application added', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'own transport');
  expect(records.map(({ body }) => body)).toEqual(['once', 'once too']);
});

test('leaves the options of the application alone, so that no logger gets two transports', async () => {
  const { records, transports } = await runProgram('winston-loggers.mjs', 'shared options');
  expect(records.map(({ body }) => body)).toEqual(['first', 'second']);
  expect(transports).toBe(1);
});

test('a logger that is configured again is bridged again; one that is cleared is not', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'configure');
  expect(records.map(({ body }) => body)).toEqual(['configured']);
});

test('records that winston keeps back have the ids of their call', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'slow');
  expect(records.map(({ body }) => body)).toEqual(
    Array.from({ length: 40 }, (_, i) => `slow ${i}`),
  );
  expect(new Set(records.map(({ spanId }) => spanId))).toEqual(new Set(['b7ad6b7169203331']));
});

test('a bridge that is disabled neither sends nor adds ids', async () => {
  const { records, lines, config } = await runProgram('winston-loggers.mjs', 'disable');
  expect(records.map(({ body }) => body)).toEqual(['one', 'four']);
  expect(lines[1]).toBe('{"level":"info","message":"two"}');
  expect(config).toEqual({ enabled: true });
});

test('settings apply to loggers that exist; a hook that throws does no harm', async () => {
  const { records, lines, calls, diagnostics } = await runProgram(
    'winston-loggers.mjs',
    'settings',
  );
  expect(records.map(({ body }) => body)).toEqual(['sent']);
  expect(JSON.parse(lines[0]!)).toMatchObject({ hooked: true, span_id: 'b7ad6b7169203331' });
  expect(lines[1]).toBe('{"level":"info","message":"sent"}');
  expect(calls).toEqual(['b7ad6b7169203331']);
  expect(diagnostics).toEqual(['error calling logHook Error: hook']);
});

test('no record breaks the application or another record', async () => {
  const { records, polluted } = await runProgram('winston-loggers.mjs', 'hostile');
  expect(records.map(({ body }) => body)).toEqual(['getter', 'frozen', 'deep', 'proto']);
  expect(records[3]!.attributes).toEqual({ a: 1 });
  expect(polluted).toBeUndefined();
});

test('prints what the SDK logs through a bridged logger, and does not send it', async () => {
  const { records, lines } = await runProgram('winston-loggers.mjs', 'diagnostics');
  expect(records.map(({ body }) => body)).toEqual(['sent']);
  expect(lines).toHaveLength(3);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching('An attribute could not be read: broken'),
    expect.stringMatching('since'),
  ]);
});

test('a provider that throws gets nothing, and neither does the one before it', () => {
  const logger = winston.createLogger({ transports: [new WinstonTransport()] });
  logger.info('one');
  logs.disable();
  logs.setGlobalLoggerProvider({
    getLogger() {
      throw new Error('telemetry');
    },
  });
  logger.info('two');
  logger.info('three');
  expect(exporter.getFinishedLogRecords()).toMatchObject([{ body: 'one' }]);
});

test('holes of a shared array are copied in part', () => {
  let shared: unknown = new Array(5_000);
  for (let level = 0; level < 20; level++) shared = [shared, shared];
  const transport = new WinstonTransport();
  const before = process.memoryUsage().heapUsed;
  transport.write({
    level: 'info',
    message: 'order placed',
    [Symbol.for('level')]: 'info',
    shared,
  });
  expect(exporter.getFinishedLogRecords()).toMatchObject([{ body: 'order placed' }]);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(500_000_000);
});

test('an exception that winston logs is sent', async () => {
  const { records } = await runProgram('winston-loggers.mjs', 'exceptions');
  expect(records).toHaveLength(1);
  expect(records[0]!.attributes['exception.message']).toMatch('uncaught');
});

test('loggers of winston 2 get ids', async () => {
  const { records, lines } = await runProgram('winston-loggers.mjs', 'winston 2');
  expect(records).toEqual([]);
  expect(JSON.parse(lines[0]!)).toMatchObject({ a: 1, span_id: 'b7ad6b7169203331' });
});

test('an object that is shared again and again is copied in part', () => {
  let shared: unknown = 'leaf';
  for (let level = 0; level < 40; level++) shared = [shared, shared];
  const logger = winston.createLogger({
    format: winston.format.printf(({ message }) => String(message)),
    transports: [new WinstonTransport()],
  });
  logger.info('order placed', { shared });
  expect(exporter.getFinishedLogRecords()).toMatchObject([{ body: 'order placed' }]);
});

test('neither a provider nor a diagnostic logger that throws reaches the application', () => {
  const fail = () => {
    throw new Error('telemetry');
  };
  const log = { error: fail, warn: fail, info: fail, debug: fail, verbose: fail };
  diag.setLogger(log, { suppressOverrideMessage: true });
  logs.disable();
  logs.setGlobalLoggerProvider({ getLogger: () => ({ enabled: () => true, emit: fail }) });
  const logger = winston.createLogger({ transports: [new WinstonTransport()] });
  expect(() => logger.info('order placed')).not.toThrow();
  diag.disable();
});
