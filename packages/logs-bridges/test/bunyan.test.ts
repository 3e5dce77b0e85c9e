import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { BunyanBridge, BunyanStream } from '@otel-native/logs-bridges/bunyan';
import { runProgram } from './support/run-program';

const kProgram = 'bunyan-loggers.mjs';

/** A stream whose records the official SDK keeps in memory. */
function streamToMemory() {
  const exporter = new InMemoryLogRecordExporter();
  const loggerProvider = new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  return { exporter, stream: new BunyanStream({ loggerProvider }) };
}

test('a stream sends the records of one logger', () => {
  const { stream, exporter } = streamToMemory();
  stream.write({
    ...{ name: 'shop', hostname: 'host', pid: 1, v: 0, level: 35, msg: 'order placed', items: 3 },
    time: new Date(1_700_000_000_000),
    err: { name: 'TypeError', message: 'sold out', stack: 'here' },
  });
  expect(exporter.getFinishedLogRecords()).toMatchObject([
    {
      hrTime: [1_700_000_000, 0],
      severityNumber: 11,
      severityText: undefined,
      body: 'order placed',
      attributes: {
        name: 'shop',
        items: 3,
        'exception.type': 'TypeError',
        'exception.message': 'sold out',
        'exception.stacktrace': 'here',
      },
      instrumentationScope: { name: '@otel-native/logs-bridges/bunyan' },
    },
  ]);
});

test.each([
  ['long ago', new Date(5), [0, 5_000_000]],
  ['before 1970', new Date(-1_500), [-1, -500_000_000]],
])('a date %s is the time of its record', (_title, time, hrTime) => {
  const { stream, exporter } = streamToMemory();
  stream.write({ level: 30, msg: 'old', time });
  expect(exporter.getFinishedLogRecords()).toMatchObject([{ hrTime, hrTimeObserved: hrTime }]);
});

test('an invalid date is no time: the record has the present', () => {
  const { stream, exporter } = streamToMemory();
  const before = Math.trunc(Date.now() / 1000);
  stream.write({ level: 30, msg: 'now', time: new Date(NaN) });
  expect(exporter.getFinishedLogRecords()[0]!.hrTime[0]).toBeGreaterThanOrEqual(before);
});

test.each([
  () => new BunyanStream({ loggerProvider: {} as never }),
  () => new BunyanBridge({ logHook: 'no' as never }),
])('a wrong option is an error with a code', (make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
});

test.each(['require', 'import', 'late', 'version 2'])('loggers are bridged: %s', async (way) => {
  const { records, lines } = await runProgram(kProgram, way);
  expect(records).toMatchObject([
    { body: 'made', severityText: 'info', spanId: 'b7ad6b7169203331', attributes: { items: 3 } },
    { body: 'child', severityText: 'warn', spanId: '', attributes: { part: 'cart' } },
    { body: 'sold out', attributes: { part: 'cart', 'exception.type': 'TypeError' } },
    { body: 'constructed', severityText: 'fatal' },
  ]);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { msg: 'made', trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' },
    { msg: 'child' },
    { msg: 'sold out' },
    { msg: 'constructed' },
  ]);
});

test.each(['official first', 'official last'])(
  'leaves loggers to the official instrumentation: %s',
  async (way) => {
    const { records, diagnostics } = await runProgram(kProgram, way);
    expect(records).toMatchObject([
      { body: 'once', scope: '@opentelemetry/instrumentation-bunyan' },
    ]);
    expect(diagnostics).toEqual([
      '@opentelemetry/instrumentation-bunyan already sends the records of a bunyan logger; this bridge leaves them to it',
    ]);
  },
);

test('leaves loggers to the official stream, also when it is added later', async () => {
  const { records } = await runProgram(kProgram, 'official stream');
  expect(records.map(({ body, scope }) => [body, scope.split('/').at(-1)])).toEqual([
    ['once', 'instrumentation-bunyan'],
    ['ours', 'bunyan'],
    ['theirs', 'instrumentation-bunyan'],
  ]);
});

test('two bridges, and a stream of the application, send a record once', async () => {
  const { records } = await runProgram(kProgram, 'own stream');
  expect(records.map(({ body }) => body)).toEqual(['once', 'once too']);
});

test('a bridge that is disabled neither sends nor adds ids', async () => {
  const { records, lines } = await runProgram(kProgram, 'disable');
  expect(records.map(({ body }) => body)).toEqual(['one', 'four']);
  expect(lines[1]).not.toMatch('span_id');
});

test('settings apply to loggers that exist; a hook that throws does no harm', async () => {
  const { records, lines, diagnostics } = await runProgram(kProgram, 'settings');
  expect(records.map(({ body }) => body)).toEqual(['one', 'three']);
  expect(lines[0]).toMatch('"hooked":true');
  expect(lines[1]).not.toMatch('span_id');
  expect(diagnostics).toEqual(['error calling logHook Error: hook']);
});

test('no record breaks the application or another record', async () => {
  const { records, polluted } = await runProgram(kProgram, 'hostile');
  expect(records.map(({ body }) => body)).toEqual(['no time', 'own time', 'proto', 'cycle']);
  expect(records[1]!.attributes).toMatchObject({ time: 5 });
  expect(records[3]!.attributes).toMatchObject({ b: 2 });
  expect(polluted).toBeUndefined();
});
