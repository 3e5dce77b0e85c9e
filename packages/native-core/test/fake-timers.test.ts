import { hrTimeToMilliseconds } from '@opentelemetry/core';
import * as official from '@opentelemetry/sdk-trace';
import { TracerProvider, type ReadableSpan } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';

// Tests of applications replace the clocks: all times of a span follow the same one, as in the official SDK.

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const kStart = 1_000_000_000_000;

/** Start, event, end and duration of a span, in milliseconds. */
function timesOf(provider: { getTracer(name: string): ReturnType<TracerProvider['getTracer']> }) {
  const span = provider.getTracer('t').startSpan('s');
  jest.advanceTimersByTime(250);
  span.addEvent('e');
  jest.advanceTimersByTime(1_500);
  span.end();
  const { startTime, endTime, duration, events } = span as unknown as ReadableSpan;
  return [startTime, events[0]!.time, endTime, duration].map((time) => hrTimeToMilliseconds(time));
}

test('with fake timers of Jest a span lasts as long as these say', () => {
  jest.useFakeTimers({ now: kStart });
  const ours = timesOf(new TracerProvider());
  jest.setSystemTime(kStart);
  expect(ours).toEqual(timesOf(new official.TracerProvider()));
  expect(ours).toEqual([kStart, kStart + 250, kStart + 1_750, 1_750]);
});

test('a span that begins with fake timers and ends after them has no negative duration', () => {
  jest.useFakeTimers({ now: kStart });
  const span = new TracerProvider().getTracer('t').startSpan('s');
  jest.useRealTimers();
  span.end();
  expect((span as unknown as ReadableSpan).duration[0]).toBeGreaterThanOrEqual(0);
});

test.each<[string, () => number]>([
  [
    'throws',
    () => {
      throw new Error('hostile');
    },
  ],
  ['gives no number', () => 'now' as unknown as number],
])('a Date.now that %s reaches neither spans nor metrics', async (_, now) => {
  const before = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(now);
  const exporter = new CollectingSink();
  const tracer = new TracerProvider({ exporter }).getTracer('t');
  const span = tracer.startSpan('s', { startTime: new Date(before) });
  span.addEvent('e').end();
  tracer.startSpan('t').end();
  const provider = new MeterProvider({
    exporter: new CollectingSink(),
    exemplarFilter: 'always_on',
  });
  const meter = provider.getMeter('m');
  meter.createCounter('c').add(1);
  meter.createObservableGauge('g').addCallback((result) => result.observe(1));
  await provider.forceFlush();
  expect(provider.stats()).toMatchObject({ exported: 2, dropped: { invalid: 0 } });
  const { startTime } = tracer.startSpan('u') as unknown as ReadableSpan;
  expect(hrTimeToMilliseconds(startTime)).toBeGreaterThanOrEqual(before);
  jest.restoreAllMocks();
  await provider.shutdown();
});
