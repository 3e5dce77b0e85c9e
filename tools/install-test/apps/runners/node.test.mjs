import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';

const sdk = new NodeSDK();

before(() => sdk.start());
after(() => sdk.shutdown());

test('what a test records is exported', async () => {
  const tracer = trace.getTracer('install-test');
  await tracer.startActiveSpan('parent', async (parent) => {
    await new Promise(setImmediate);
    tracer.startSpan('child').end();
    parent.end();
  });
  await sdk.forceFlush();
  const { ended, exported } = sdk.stats();
  assert.deepEqual({ ended, exported }, { ended: 2, exported: 2 });
});
