import { ROOT_CONTEXT, SeverityNumber, TraceFlags, trace } from '@opentelemetry/api';
import { openLineSink, type LineFormat, type LineSink } from '@otel-native/api-bridge/log-lines';
import { createLoggerConfigurator, type LoggerProvider } from '@otel-native/native-core/logs';
import { cutRecord, kCutValues, limitedFields, smallLimits } from './cases/log-record-limits';
import { CollectingSink } from './support/collecting-sink';
import { temporaryFolder } from './support/kill-run';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';
import { runProgram } from './support/run-child';

// Lines of a logger through the contract of `@otel-native/api-bridge/log-lines`. The JSON itself is tested in
// `native/test/log-line.test.cpp`, and against the official instrumentation in the package `logs-bridges`.

const kScope = { name: 'lines', version: '1.0.0' };
const kFormat: LineFormat = { messageKey: 'msg', errorKey: 'err', time: 'millis' };

function sinkOf(provider: LoggerProvider): LineSink {
  return openLineSink(provider, kScope, kFormat)!;
}

/** Writes a line of the severity INFO. */
function write(sink: LineSink, line: string, context = ROOT_CONTEXT): void {
  sink.write(SeverityNumber.INFO, 'info', line, context);
}

test('a line becomes a log record of its scope and span', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const spanContext = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
  };
  write(
    sinkOf(provider),
    '{"level":30,"time":1700000000123,"items":3,"msg":"order placed"}\n',
    trace.setSpanContext(ROOT_CONTEXT, spanContext),
  );
  await provider.forceFlush();
  expect(logsOf(exporter)).toEqual([
    expect.objectContaining({
      timeUnixNano: '1700000000123000000',
      observedTimeUnixNano: '1700000000123000000',
      severityNumber: 9,
      severityText: 'info',
      body: { string: 'order placed' },
      attributes: [['items', { int: '3' }]],
      traceId: spanContext.traceId,
      spanId: spanContext.spanId,
      flags: 1,
      scope: expect.objectContaining(kScope),
    }),
  ]);
});

test('the limits of the provider apply, and what they cut is counted', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter, logRecordLimits: smallLimits });
  write(sinkOf(provider), JSON.stringify({ time: 1, ...limitedFields }));
  await provider.forceFlush();
  expect(logsOf(exporter)).toEqual([expect.objectContaining(cutRecord)]);
  expect(consistentLogStats(provider).cutValues).toBe(kCutValues);
});

test('a line that is no JSON is the body, and counted', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  expect(provider.stats()).not.toHaveProperty('unparsedLines');
  const lines = ['{"time":1,"msg":"cut', 'no json', ''];
  for (const line of lines) write(sink, `${line}\n`);
  await provider.forceFlush();
  expect(textsOf(exporter)).toEqual(lines);
  expect(consistentLogStats(provider)).toMatchObject({ exported: 3, unparsedLines: 3 });
});

test('lines of all sizes pass a small ring, and one of 10 MB goes around it', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter, batch: { ringBytes: 4096 } });
  const sink = sinkOf(provider);
  const texts = Array.from({ length: 600 }, (_, i) => 'ü'.repeat((i * 37) % 3_000));
  texts.push('x'.repeat(10_000_000));
  for (const msg of texts) write(sink, JSON.stringify({ time: 1, msg }));
  await provider.forceFlush();
  expect(textsOf(exporter).map((text) => text?.length)).toEqual(texts.map(({ length }) => length));
});

test('a burst of 100,000 lines arrives whole, between log records of the same task', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  const logger = provider.getLogger('a');
  for (let i = 0; i < 100_000; i++) {
    write(sink, `{"time":1,"msg":"line"}`);
    if (i % 1_000 === 0) logger.emit({ body: 'record', attributes: { repeated: 'text' } });
  }
  await provider.forceFlush();
  expect(textsOf(exporter).filter((text) => text === 'line')).toHaveLength(100_000);
  expect(consistentLogStats(provider)).toMatchObject({ ended: 100_100, exported: 100_100 });
});

test('lines of one task keep their own text and span, whether written together or at once', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  const span = (digit: string) =>
    trace.setSpanContext(ROOT_CONTEXT, {
      traceId: digit.repeat(32),
      spanId: digit.repeat(16),
      traceFlags: TraceFlags.SAMPLED,
    });
  // The surrogates of two lines must not become one character; a short line is not deferred.
  const lines = ['one \ud83d', '\ude00 two', 'ümläüte', 'ascii that is longer than twelve', '1'];
  // One task with many lines, tasks with one line, and again one with many.
  for (const tasks of [1, 40, 1]) {
    for (let task = 0; task < tasks; task++) {
      for (const [i, line] of tasks === 1 ? lines.entries() : [[0, `task ${task}`] as const])
        write(sink, line, span(String(i + 1)));
      await Promise.resolve();
    }
  }
  await provider.forceFlush();
  const many = ['one \ufffd', '\ufffd two', 'ümläüte', 'ascii that is longer than twelve'];
  const expected = [...many, undefined];
  const alone = Array.from({ length: 40 }, (_, task) => `task ${task}`);
  expect(textsOf(exporter)).toEqual([...expected, ...alone, ...expected]);
  expect(logsOf(exporter).map(({ spanId }) => spanId[0])).toEqual([
    ...'12345',
    ...'1'.repeat(40),
    ...'12345',
  ]);
});

test('lines that wait for the end of their task are sent when the provider shuts down', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  write(sink, '{"msg":"first"}');
  write(sink, '{"msg":"second"}');
  const isDown = provider.shutdown();
  write(sink, '{"msg":"late"}');
  await isDown;
  expect(textsOf(exporter)).toEqual(['first', 'second']);
  expect(provider.stats()?.dropped.shutdown).toBe(1);
});

test('the configuration of the logger decides which lines become records', async () => {
  const exporter = new CollectingSink();
  const loggerConfigurator = createLoggerConfigurator([
    { pattern: 'lines', config: { minimumSeverity: SeverityNumber.WARN } },
  ]);
  const provider = makeLoggerProvider({ exporter, loggerConfigurator });
  const sink = sinkOf(provider);
  write(sink, '{"msg":"left out"}');
  sink.write(SeverityNumber.WARN, 'warn', '{"msg":"taken"}', ROOT_CONTEXT);
  await provider.forceFlush();
  expect(textsOf(exporter)).toEqual(['taken']);
});

test('with processors, without an exporter and after the shutdown, no sink is opened', async () => {
  const processor = { onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} };
  const exporter = new CollectingSink();
  const open = (provider: LoggerProvider) => openLineSink(provider, kScope, kFormat);
  expect(open(makeLoggerProvider({ exporter, processors: [processor] }))).toBeUndefined();
  expect(open(makeLoggerProvider({}))).toBeUndefined();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  await provider.shutdown();
  expect(open(provider)).toBeUndefined();
  write(sink, '{"msg":"late"}');
  expect(consistentLogStats(provider).dropped.shutdown).toBe(1);
});

test('lines in the spool of a killed process are sent by the next one', async () => {
  const spool = temporaryFolder();
  const environment = { SPOOL: spool, ENDPOINT: 'http://127.0.0.1:9' };
  await runProgram('kill-lines.mjs', { environment });
  const exporter = new CollectingSink();
  makeLoggerProvider({ exporter, spool: { directory: spool, maxBytes: 1 << 23 } });
  while (exporter.itemCount < 1_000) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(textsOf(exporter).sort()).toEqual(
    Array.from({ length: 1_000 }, (_, i) => `line ${i}`).sort(),
  );
});
