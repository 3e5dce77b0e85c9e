import { ROOT_CONTEXT, SeverityNumber, TraceFlags, trace, type AnyValue } from '@opentelemetry/api';
import { openFieldSink, type FieldFormat, type FieldSink } from '@otel-native/api-bridge/log-lines';
import { createLoggerConfigurator, type LoggerProvider } from '@otel-native/native-core/logs';
import { cutRecord, kCutValues, limitedFields, smallLimits } from './cases/log-record-limits';
import { CollectingSink } from './support/collecting-sink';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';

// Fields of a logger through the contract of `@otel-native/api-bridge/log-lines`. The package `logs-bridges` compares its
// bridges with the official instrumentations.

const kScope = { name: 'fields', version: '1.0.0' };
const kFormat: FieldFormat = {
  isAttribute: (key) => key !== 'msg',
  attributeOf: (_key, value) => (value instanceof Error ? value.message : (value as AnyValue)),
};

function sinkOf(provider: LoggerProvider, format = kFormat): FieldSink {
  return openFieldSink(provider, kScope, format)!;
}

/** Writes fields of the severity INFO. */
function write(sink: FieldSink, fields: Record<string, unknown>, context = ROOT_CONTEXT): void {
  sink.write(SeverityNumber.INFO, 'info', 1_700_000_000_123, fields['msg'], fields, context);
}

test('fields become a log record of their scope and span, as an emitted record would', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const spanContext = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
  };
  const context = trace.setSpanContext(ROOT_CONTEXT, spanContext);
  const attributes = { text: 'ü', whole: 3, share: 0.5, yes: true, nested: { list: [1, null] } };
  const fields = { ...attributes, failure: new Error('broken'), msg: 'order placed' };
  Object.setPrototypeOf(fields, { inherited: 1 });
  write(sinkOf(provider), fields, context);
  provider.getLogger(kScope.name, kScope.version).emit({
    timestamp: new Date(1_700_000_000_123),
    observedTimestamp: new Date(1_700_000_000_123),
    severityNumber: SeverityNumber.INFO,
    severityText: 'info',
    body: 'order placed',
    attributes: { ...attributes, failure: 'broken' },
    context,
  });
  await provider.forceFlush();
  const [written, emitted] = logsOf(exporter);
  expect(written).toEqual(emitted);
  expect(written).toMatchObject({ traceId: spanContext.traceId, body: { string: 'order placed' } });
});

test('without a time, a severity text or a body, a record has the present alone', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const before = Date.now();
  sinkOf(provider).write(0, '', undefined, undefined, {}, ROOT_CONTEXT);
  await provider.forceFlush();
  const [record] = logsOf(exporter);
  expect(record).toMatchObject({ severityNumber: 0, severityText: '', attributes: [] });
  expect(Number(record!.timeUnixNano) / 1e6).toBeGreaterThanOrEqual(before);
});

test('the present is that of emitted records, to the microsecond', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  const logger = provider.getLogger(kScope.name, kScope.version);
  for (let i = 0; i < 20; i++) {
    logger.emit({ body: 'emitted' });
    sink.write(0, '', undefined, 'written', {}, ROOT_CONTEXT);
  }
  await provider.forceFlush();
  const times = logsOf(exporter).map(({ timeUnixNano }) => BigInt(timeUnixNano));
  expect(times).toHaveLength(40);
  expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
});

test('the limits of the provider apply, and what they cut is counted', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter, logRecordLimits: smallLimits });
  write(sinkOf(provider), limitedFields);
  await provider.forceFlush();
  expect(logsOf(exporter)).toEqual([expect.objectContaining(cutRecord)]);
  expect(consistentLogStats(provider).cutValues).toBe(kCutValues);
});

test('fields that throw when they are read lose their own record only, and it is counted', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  write(sink, { msg: 'first' });
  const broken = {
    get field(): never {
      throw new Error('cannot be read');
    },
  };
  expect(() => write(sink, broken)).not.toThrow();
  write(sink, { msg: 'last' });
  await provider.forceFlush();
  expect(textsOf(exporter)).toEqual(['first', 'last']);
  expect(consistentLogStats(provider).dropped.invalid).toBe(1);
});

test('the configurator of the provider applies', async () => {
  const exporter = new CollectingSink();
  const provider = makeLoggerProvider({
    exporter,
    loggerConfigurator: createLoggerConfigurator([
      { pattern: kScope.name, config: { minimumSeverity: SeverityNumber.WARN } },
    ]),
  });
  write(sinkOf(provider), { msg: 'info' });
  await provider.forceFlush();
  expect(exporter.itemCount).toBe(0);
});

test('a provider with processors, without an exporter, or after its end has no sink', async () => {
  const processor = { onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} };
  const exporter = new CollectingSink();
  const open = (provider: LoggerProvider) => openFieldSink(provider, kScope, kFormat);
  expect(open(makeLoggerProvider({ exporter, processors: [processor] }))).toBeUndefined();
  expect(open(makeLoggerProvider({}))).toBeUndefined();
  const provider = makeLoggerProvider({ exporter });
  const sink = sinkOf(provider);
  await provider.shutdown();
  expect(open(provider)).toBeUndefined();
  write(sink, { msg: 'late' });
  expect(consistentLogStats(provider).dropped.shutdown).toBe(1);
});
