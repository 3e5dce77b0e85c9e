/* A test with telemetry on as in production: OTEL_EXPORTER_OTLP_ENDPOINT says where the spans go. */
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

const sdk = new NodeSDK();

beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

test('what a test records is exported', async () => {
  trace.getTracer('vitest').startActiveSpan('parent', (parent) => {
    trace.getTracer('vitest').startSpan('child').end();
    parent.end();
  });
  await sdk.forceFlush();
  expect(sdk.stats()).toMatchObject({ ended: 2, exported: 2 });
});
