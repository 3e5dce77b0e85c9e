import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { diag } from '@opentelemetry/api';
import type { OtlpSink } from '@otel-native/api-bridge';
import { bridgePino } from '@otel-native/logs-bridges/pino';
import { LoggerProvider } from '@otel-native/native-core/logs';
import pino from 'pino';
import { decodeLogs, type DecodedLog } from '../../native-core/test/support/decode-logs';

// Lines that pino itself rarely writes, through the bridge and our provider: what a hook, a raw serialiser or a careless logger makes.

let requests: Uint8Array[];
let sink: OtlpSink;

beforeEach(() => {
  requests = [];
  sink = {
    name: 'test',
    async exportOtlp({ bytes }) {
      requests.push(bytes);
      return { status: 'ok' };
    },
    shutdown: async () => {},
  };
});

/** A logger whose line is always the given one, and what becomes of it. */
async function recordOf(line: string): Promise<{ record: DecodedLog; provider: LoggerProvider }> {
  const provider = new LoggerProvider({ exporter: sink });
  const printed: string[] = [];
  const logger = bridgePino(
    pino({ hooks: { streamWrite: () => line } }, { write: (text) => void printed.push(text) }),
    { loggerProvider: provider },
  );
  logger.warn('anything');
  await provider.forceFlush();
  expect(printed).toEqual([line]);
  const records = requests.flatMap(decodeLogs);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ severityNumber: 13, severityText: 'warn' });
  return { record: records[0]!, provider };
}

test.each([
  ['no JSON at all', 'plain text', 'plain text'],
  ['JSON that is cut', '{"msg":"cut', '{"msg":"cut'],
  ['two objects', '{"msg":"a"}{"msg":"b"}', '{"msg":"a"}{"msg":"b"}'],
  ['an empty line', '', ''],
])('a line that is %s is the body, and counted', async (_title, line, body) => {
  const { record, provider } = await recordOf(line);
  expect(record.body).toEqual({ string: body });
  expect(record.attributes).toEqual([]);
  expect(provider.stats()).toHaveProperty('unparsedLines', 1);
});

test('a line of 10 MB arrives whole', async () => {
  const msg = 'x'.repeat(10_000_000);
  const { record } = await recordOf(JSON.stringify({ msg, n: 1 }));
  expect(record.body).toEqual({ string: msg });
  expect(record.attributes).toEqual([['n', { int: '1' }]]);
});

test('of equal keys the last counts, and __proto__ is a key like any other', async () => {
  const { record } = await recordOf('{"a":1,"msg":"x","__proto__":{"b":2},"a":3,"msg":"y"}');
  expect(record.body).toEqual({ string: 'y' });
  expect(record.attributes).toEqual([
    ['__proto__', { map: [['b', { int: '2' }]] }],
    ['a', { int: '3' }],
  ]);
  expect(({} as { b?: unknown }).b).toBeUndefined();
});

test('a value with 10,000 levels is cut, and counted', async () => {
  const levels = 10_000;
  const { record, provider } = await recordOf(
    `{"deep":${'['.repeat(levels)}${']'.repeat(levels)},"msg":"x"}`,
  );
  expect(record.attributes.map(([key]) => key)).toEqual(['deep']);
  expect(record.body).toEqual({ string: 'x' });
  expect(provider.stats()?.unparsedLines ?? 0).toBe(0);
  expect(provider.stats()).toMatchObject({ cutValues: 1 });
});

test('lone surrogates become U+FFFD, escaped or not', async () => {
  const { record } = await recordOf('{"msg":"\\ud83d \ud83d","pair":"\\ud83d\\ude00"}');
  expect(record.body).toEqual({ string: '\ufffd \ufffd' });
  expect(record.attributes).toEqual([['pair', { string: '\u{1f600}' }]]);
});

test('numbers beyond 64 bits are doubles', async () => {
  const { record } = await recordOf(
    '{"a":18446744073709551616,"b":1e400,"c":-9223372036854775808}',
  );
  expect(record.attributes).toEqual([
    ['a', { double: 2 ** 64 }],
    ['b', { double: Infinity }],
    ['c', { int: '-9223372036854775808' }],
  ]);
});

test('a logger that prints what our SDK reports does not log for ever', async () => {
  const provider = new LoggerProvider({ exporter: sink });
  const printed: string[] = [];
  const logger = bridgePino(pino({}, { write: (text) => void printed.push(text) }), {
    loggerProvider: provider,
  });
  const say = (text: string) => logger.error(text);
  diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
  try {
    provider.getLogger('shop').emit({ attributes: { '': 'an invalid key' } });
    logger.info('sent');
    await provider.forceFlush();
  } finally {
    diag.disable();
  }
  const bodies = requests.flatMap(decodeLogs).map(({ body }) => body);
  expect(bodies).toContainEqual({ string: 'sent' });
  expect(printed.length).toBeLessThan(10);
});

test('a processor that logs through the bridged logger gets its own line printed, and each record once', async () => {
  const printed: string[] = [];
  const logger = pino({}, { write: (text) => void printed.push(text) });
  const processor: LogRecordProcessor = {
    onEmit: () => logger.info('from the processor'),
    enabled: () => true,
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const provider = new LoggerProvider({ exporter: sink, processors: [processor] });
  bridgePino(logger, { loggerProvider: provider });
  logger.warn('once');
  await provider.forceFlush();
  expect(requests.flatMap(decodeLogs).map(({ body }) => body)).toEqual([{ string: 'once' }]);
  expect(printed.map((line) => JSON.parse(line).msg)).toEqual(['from the processor', 'once']);
});

test('a level that a serialiser logs meanwhile does not become that of the line', async () => {
  const provider = new LoggerProvider({ exporter: sink });
  const logger = pino({ serializers: { item: inner } }, { write() {} });
  function inner(item: unknown): unknown {
    logger.fatal('inside');
    return item;
  }
  bridgePino(logger, { loggerProvider: provider });
  logger.info({ item: 1 }, 'outside');
  await provider.forceFlush();
  expect(
    requests.flatMap(decodeLogs).map(({ body, severityText }) => [body, severityText]),
  ).toEqual([
    [{ string: 'inside' }, 'fatal'],
    [{ string: 'outside' }, 'info'],
  ]);
});
