import { hrTimeToMilliseconds } from '@opentelemetry/core';
import { TracerProvider, type ReadableSpan } from '@otel-native/native-core';

const tracer = new TracerProvider().getTracer('start-time');

function startMillis(): number {
  const span = tracer.startSpan('timed') as unknown as ReadableSpan;
  return hrTimeToMilliseconds(span.startTime);
}

test('spans start when the system clock says so', () => {
  for (let i = 0; i < 20_000; i++) {
    const before = Date.now();
    const start = startMillis();
    // More on both sides: Date.now() tells whole milliseconds, and the two clocks are not read at once.
    expect(start).toBeGreaterThanOrEqual(before - 2);
    expect(start).toBeLessThanOrEqual(Date.now() + 2);
  }
});

test('a later span does not start earlier', () => {
  let previous = startMillis();
  for (let i = 0; i < 20_000; i++) {
    const start = startMillis();
    expect(start - previous).toBeGreaterThan(-0.1);
    previous = start;
  }
});

test('a span starts when a replaced Date.now says so', () => {
  const { now } = Date;
  try {
    Date.now = () => 1_234_567;
    expect(startMillis()).toBe(1_234_567);
  } finally {
    Date.now = now;
  }
});
