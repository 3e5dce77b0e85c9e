import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

const sdk = new NodeSDK();

beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

test('what a test records is exported', async () => {
  const tracer = trace.getTracer('install-test');
  await tracer.startActiveSpan('parent', async (parent) => {
    await new Promise(setImmediate);
    tracer.startSpan('child').end();
    parent.end();
  });
  await sdk.forceFlush();
  expect(sdk.stats()).toMatchObject({ ended: 2, exported: 2 });
});
