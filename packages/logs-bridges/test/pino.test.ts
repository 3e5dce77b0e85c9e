import { ROOT_CONTEXT, context, logs, trace, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { bridgePino, type BridgePinoOptions } from '@otel-native/logs-bridges/pino';
import pino from 'pino';
import { runProgram } from './support/run-program';

const exporter = new InMemoryLogRecordExporter();

beforeEach(() => {
  exporter.reset();
  logs.setGlobalLoggerProvider(
    new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }),
  );
});

afterEach(() => logs.disable());

/** A stream that keeps its lines. */
function memoryStream() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
}

test('a line goes to the stream of the logger and becomes a log record', () => {
  const stream = memoryStream();
  const logger = bridgePino(pino({}, stream));
  logger.child({ part: 'cart' }).warn({ items: 3, err: new TypeError('sold out') }, 'order placed');
  expect(stream.lines).toHaveLength(1);
  const [record] = exporter.getFinishedLogRecords();
  expect(record).toMatchObject({
    severityNumber: 13,
    severityText: 'warn',
    body: 'order placed',
    attributes: {
      part: 'cart',
      items: 3,
      'exception.type': 'TypeError',
      'exception.message': 'sold out',
    },
    instrumentationScope: { name: '@otel-native/logs-bridges/pino' },
  });
});

test('a stream that is set later gets the lines, which are still sent once', () => {
  const [first, second] = [memoryStream(), memoryStream()];
  const logger = bridgePino(pino({}, first));
  const internal = logger as unknown as Record<symbol, unknown>;
  const { streamSym } = pino.symbols;
  logger.info('one');
  internal[streamSym] = pino.multistream([
    { stream: internal[streamSym] as pino.DestinationStream },
    { stream: second },
  ]);
  logger.info('two');
  expect([first.lines.length, second.lines.length]).toEqual([2, 1]);
  expect(exporter.getFinishedLogRecords().map(({ body }) => body)).toEqual(['one', 'two']);
});

test('the stream behind the bridge answers what is asked of its stream', () => {
  const destination = pino.destination({ dest: '/dev/null', sync: true });
  const logger = bridgePino(pino(destination));
  const stream = (logger as unknown as Record<symbol, typeof destination>)[pino.symbols.streamSym]!;
  logger.info('one');
  stream.flushSync();
  expect(stream).toBeInstanceOf(destination.constructor);
  destination.end();
});

describe('options', () => {
  const spanContext = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: 1,
  };
  const manager = new AsyncLocalStorageContextManager();
  beforeAll(() => context.setGlobalContextManager(manager.enable()));
  afterAll(() => context.disable());

  /** Logs once in a span and once outside of it. Returns the fields of both lines. */
  function linesWith(options: BridgePinoOptions): Record<string, unknown>[] {
    const stream = memoryStream();
    const logger = bridgePino(pino({ base: null, timestamp: false }, stream), options);
    context.with(trace.setSpanContext(ROOT_CONTEXT, spanContext), () => logger.info('inside'));
    logger.info('outside');
    return stream.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const outside = { level: 30, msg: 'outside' };
  const { traceId, spanId } = spanContext;

  test.each([false, true])('ids are in lines in a span alone: spliceIds %s', (spliceIds) => {
    expect(linesWith({ spliceIds })).toEqual([
      { level: 30, msg: 'inside', trace_id: traceId, span_id: spanId, trace_flags: '01' },
      outside,
    ]);
  });

  test.each([false, true])('logKeys names the ids: spliceIds %s', (spliceIds) => {
    const logKeys = { traceId: 'trace', spanId: 'span "1"', traceFlags: 'flags' };
    expect(linesWith({ spliceIds, logKeys })[0]).toEqual({
      level: 30,
      msg: 'inside',
      trace: traceId,
      'span "1"': spanId,
      flags: '01',
    });
    expect(exporter.getFinishedLogRecords()).toHaveLength(2);
  });

  test('disableLogCorrelation adds no ids, and sends all lines', () => {
    expect(linesWith({ disableLogCorrelation: true })).toEqual([
      { level: 30, msg: 'inside' },
      outside,
    ]);
    expect(exporter.getFinishedLogRecords()).toHaveLength(2);
  });

  test('disableLogSending sends nothing, and lines have their ids', () => {
    expect(linesWith({ disableLogSending: true })[0]).toHaveProperty('span_id', spanId);
    expect(exporter.getFinishedLogRecords()).toEqual([]);
  });

  test('logHook adds fields to lines in a span', () => {
    const logHook = (_span: Span, record: Record<string, unknown>, level?: number) => {
      record['hooked'] = level;
    };
    expect(linesWith({ logHook, spliceIds: true })).toEqual([
      expect.objectContaining({ span_id: spanId, hooked: 30 }),
      outside,
    ]);
  });
});

test('a stream that wants to know of levels is told as pino tells it', () => {
  const told: unknown[] = [];
  const stream = {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    lastObj: undefined as unknown,
    lastMsg: '',
    lastTime: '',
    lastLogger: undefined as unknown,
    write() {
      told.push([this.lastLevel, this.lastObj, this.lastMsg, this.lastTime !== '']);
    },
  };
  const logger = bridgePino(pino({}, stream));
  const fields = { items: 3 };
  logger.error(fields, 'order placed');
  expect(told).toEqual([[50, fields, 'order placed', true]]);
  expect(stream.lastLogger).toBe(logger);
  expect(exporter.getFinishedLogRecords()).toMatchObject([{ severityText: 'error' }]);
});

test('what is no pino logger is refused', () => {
  expect(() => bridgePino({})).toThrow(
    expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
  );
});

describe('PinoBridge', () => {
  const kSpanId = 'b7ad6b7169203331';
  const kFromBridge = '@otel-native/logs-bridges/pino';
  const kMade = { body: 'made', severityNumber: 9, severityText: 'info', spanId: kSpanId };
  const kChild = { body: 'child', attributes: { part: 'cart' }, spanId: '' };

  test.each(['pino', 'pino-8', 'pino-9', 'import', 'two bridges'])(
    'bridges loggers and their children once: %s',
    async (scenario) => {
      const { records, lines, diagnostics } = await runProgram('pino-loggers.mjs', scenario);
      expect(records).toMatchObject([kMade, kChild].map((one) => ({ ...one, scope: kFromBridge })));
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { msg: 'made', span_id: kSpanId, trace_flags: '01' },
        { msg: 'child', part: 'cart' },
      ]);
      expect(diagnostics).toEqual([]);
    },
  );

  test('bridges loggers that were made before it', async () => {
    const { records } = await runProgram('pino-loggers.mjs', 'late');
    expect(records.map(({ body }) => body)).toEqual(['child', 'made', 'made', 'child']);
  });

  test.each(['official first', 'official last'])(
    'leaves lines to the official instrumentation: %s',
    async (scenario) => {
      const { records, lines, diagnostics } = await runProgram('pino-loggers.mjs', scenario);
      expect(records.map(({ body, scope }) => [body, scope])).toEqual([
        ['made', '@opentelemetry/instrumentation-pino'],
        ['child', '@opentelemetry/instrumentation-pino'],
      ]);
      expect(lines).toHaveLength(2);
      expect(diagnostics).toEqual([expect.stringContaining('leaves them to it')]);
    },
  );

  test('sends nothing and adds no ids while it is disabled', async () => {
    const { records, lines } = await runProgram('pino-loggers.mjs', 'disabled');
    expect(records.map(({ body }) => body)).toEqual(['sent']);
    expect(JSON.parse(lines[0]!)).not.toHaveProperty('span_id');
  });

  test('prints what the SDK logs through a bridged logger, and does not send it', async () => {
    const { records, lines } = await runProgram('pino-loggers.mjs', 'diagnostics');
    expect(records.map(({ body }) => body)).toEqual(['sent']);
    expect(lines.map((line) => JSON.parse(line).level)).toEqual([40, 30]);
  });

  test('says once that a frozen logger cannot be bridged, which prints as before', async () => {
    const { records, lines, diagnostics } = await runProgram('pino-loggers.mjs', 'frozen');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['late', 'later', 'alone', 'made']);
    expect(records.map(({ body }) => body)).toEqual(['made']);
    expect(diagnostics).toEqual([
      'A frozen pino logger cannot be bridged: its lines are printed, and not sent',
    ]);
  });

  test('bridges the logger of Fastify', async () => {
    const { records } = await runProgram('pino-loggers.mjs', 'fastify');
    expect(records.map(({ body }) => body)).toEqual(['fastify', 'child']);
  });

  test('bridges the loggers of pino-http, with the serialised request and response', async () => {
    const { records, lines, diagnostics } = await runProgram('pino-loggers.mjs', 'pino-http');
    const handled = { body: 'handled', severityText: 'warn', spanId: kSpanId, scope: kFromBridge };
    const request = (url: string) => ({ id: 'first', method: 'GET', url });
    expect(records).toMatchObject([
      { ...handled, attributes: { items: 3, req: request('/works') } },
      {
        body: 'request completed',
        severityText: 'info',
        attributes: {
          req: request('/works'),
          res: { statusCode: 200 },
          responseTime: expect.any(Number),
        },
      },
      { ...handled, attributes: { items: 3, req: request('/fails') } },
      {
        body: 'request errored',
        severityText: 'info',
        attributes: { 'exception.type': 'TypeError', 'exception.message': 'sold out' },
      },
    ]);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(records.map(({ body }) => body));
    expect(diagnostics).toEqual([]);
  });

  test('lines of a transport go to both places, once', async () => {
    const { records, lines } = await runProgram('pino-loggers.mjs', 'transport');
    expect(records.map(({ body }) => body)).toEqual(['both']);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['both']);
  });

  test('the ids of the application win over spliced ones', async () => {
    const { lines } = await runProgram('pino-loggers.mjs', 'custom mixin');
    expect(lines).toEqual(['own']);
  });
});
