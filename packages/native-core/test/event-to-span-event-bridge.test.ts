import { ROOT_CONTEXT, context, trace, type Context, type LogRecord } from '@opentelemetry/api';
import { LoggerProvider as OfficialLoggerProvider } from '@opentelemetry/sdk-logs';
import { AlwaysOffSampler, StackContextManager } from '@opentelemetry/sdk-trace';
import type { TracerProvider } from '@otel-native/native-core';
import { EventToSpanEventBridge, type LogRecordProcessor } from '@otel-native/native-core/logs';
import { CollectingSink } from './support/collecting-sink';
import type { DecodedEvent } from './support/decode-otlp';
import { logsOf, makeLoggerProvider } from './support/log-providers';
import { makeProvider } from './support/pipelines';

const kTime = [1_700_000_000, 5] as [number, number];
const kObserved = [1_700_000_001, 6] as [number, number];

let spanSink: CollectingSink;
let logSink: CollectingSink;
let tracing: TracerProvider;
beforeEach(() => {
  spanSink = new CollectingSink();
  logSink = new CollectingSink();
  tracing = makeProvider(spanSink);
});

interface Surroundings {
  /** The context of the record, from the one with the span. Default: that one. */
  contextOf?: (inSpan: Context) => Context;
  before?: LogRecordProcessor[];
}

/** Emits a record in a span. Returns the events of the span, and whether the log record arrived too. */
async function eventsOf(record: LogRecord, { contextOf, before = [] }: Surroundings = {}) {
  const bridge = new EventToSpanEventBridge();
  const logging = makeLoggerProvider({ processors: [...before, bridge], exporter: logSink });
  const span = tracing.getTracer('shop').startSpan('GET /');
  const inSpan = trace.setSpan(ROOT_CONTEXT, span);
  const ofRecord = contextOf?.(inSpan) ?? inSpan;
  logging.getLogger('shop').emit({ ...record, context: ofRecord });
  span.end();
  await Promise.all([logging.forceFlush(), tracing.forceFlush()]);
  expect(logsOf(logSink)).toHaveLength(1);
  return spanSink.spans().find(({ name }) => name === 'GET /')!.events;
}

test('an event is recorded in its span with name, time and attributes, and stays a log record', async () => {
  const attributes = { text: 'a', number: 1.5, list: ['x', 'y'] };
  const events = await eventsOf({
    eventName: 'cart.checked',
    timestamp: kTime,
    observedTimestamp: kObserved,
    body: 'has no place in an event',
    attributes,
  });
  const [log] = logsOf(logSink);
  expect(events).toEqual<DecodedEvent[]>([
    {
      name: 'cart.checked',
      timeUnixNano: '1700000000000000005',
      attributes: log!.attributes,
      droppedAttributesCount: 0,
    },
  ]);
  expect(log!.attributes.map(([key]) => key)).toEqual(Object.keys(attributes));
  expect(log).toMatchObject({ eventName: 'cart.checked' });
});

test('values that an event of a span cannot hold are counted in it', async () => {
  const attributes = { text: 'a', map: { inner: true }, none: null };
  const [event] = await eventsOf({ eventName: 'e', attributes });
  const [log] = logsOf(logSink);
  expect(log!.attributes.map(([key]) => key)).toEqual(['text', 'map', 'none']);
  expect(event!.attributes.length + event!.droppedAttributesCount).toBe(3);
});

test('an exception of a record is in the event', async () => {
  const [event] = await eventsOf({ eventName: 'failed', exception: new TypeError('it broke') });
  expect(event!.attributes).toEqual(
    expect.arrayContaining([
      ['exception.type', { string: 'TypeError' }],
      ['exception.message', { string: 'it broke' }],
    ]),
  );
});

function makeProcessor(onEmit: LogRecordProcessor['onEmit']): LogRecordProcessor {
  return { onEmit, forceFlush: async () => {}, shutdown: async () => {} };
}

test('without a time the event has that of the observation', async () => {
  const before = [makeProcessor((record) => void (record.hrTime = [0, 0]))];
  const [event] = await eventsOf({ eventName: 'e', observedTimestamp: kObserved }, { before });
  expect(event!.timeUnixNano).toBe('1700000001000000006');
});

test('what processors before it changed is in the event, later changes are not', async () => {
  const before = [
    makeProcessor((record) => {
      record.setEventName('renamed').setAttribute('added', 1);
      record.hrTime = kTime;
    }),
  ];
  const events = await eventsOf({ eventName: 'e' }, { before });
  expect(events).toEqual([
    {
      name: 'renamed',
      timeUnixNano: '1700000000000000005',
      attributes: [['added', { int: '1' }]],
      droppedAttributesCount: 0,
    },
  ]);
});

const kOther = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };

test.each<[string, LogRecord, Surroundings]>([
  ['without an event name', { body: 'a log record' }, {}],
  ['with an empty event name', { eventName: '' }, {}],
  ['without a span', { eventName: 'e' }, { contextOf: () => ROOT_CONTEXT }],
  [
    'of a span of another process',
    { eventName: 'e' },
    { contextOf: () => trace.setSpanContext(ROOT_CONTEXT, kOther) },
  ],
  [
    'whose span ids a processor changed',
    { eventName: 'e' },
    { before: [makeProcessor((record) => void (record.spanContext = kOther))] },
  ],
  [
    'whose span ids a processor removed',
    { eventName: 'e' },
    { before: [makeProcessor((record) => void (record.spanContext = undefined as never))] },
  ],
  [
    'of a span that has ended',
    { eventName: 'e' },
    {
      contextOf: (inSpan) => {
        trace.getSpan(inSpan)!.end();
        return inSpan;
      },
    },
  ],
])('a record %s leaves the span alone', async (_what, record, surroundings) => {
  expect(await eventsOf(record, surroundings)).toEqual([]);
});

test('alone it lets records be made only where a span records', () => {
  const logger = makeLoggerProvider({ processors: [new EventToSpanEventBridge()] }).getLogger('a');
  const span = tracing.getTracer('shop').startSpan('GET /');
  const unsampled = makeProvider(new CollectingSink(), {}, { sampler: new AlwaysOffSampler() })
    .getTracer('shop')
    .startSpan('not recorded');
  const enabledIn = (one: typeof span) =>
    logger.enabled({ context: trace.setSpan(ROOT_CONTEXT, one) });
  expect(logger.enabled({ context: ROOT_CONTEXT })).toBe(false);
  expect([enabledIn(span), enabledIn(unsampled)]).toEqual([true, false]);
  span.end();
});

test('it works in the official logger provider, with the active context', async () => {
  context.setGlobalContextManager(new StackContextManager().enable());
  const bridge = new EventToSpanEventBridge();
  const official = new OfficialLoggerProvider({ processors: [bridge] });
  tracing.getTracer('shop').startActiveSpan('GET /', (span) => {
    official.getLogger('shop').emit({ eventName: 'e', attributes: { a: 1 } });
    span.end();
  });
  context.disable();
  await official.shutdown();
  await tracing.forceFlush();
  expect(spanSink.spans()[0]!.events).toMatchObject([
    { name: 'e', attributes: [['a', { int: '1' }]] },
  ]);
});
