/* A test with telemetry on as in production: OTEL_EXPORTER_OTLP_ENDPOINT says where the spans go. */
const { trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@otel-native/sdk');

const sdk = new NodeSDK();

beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

test('what a test records is exported', async () => {
  trace.getTracer('jest').startActiveSpan('parent', (parent) => {
    trace.getTracer('jest').startSpan('child').end();
    parent.end();
  });
  await sdk.forceFlush();
  expect(sdk.stats()).toMatchObject({ ended: 2, exported: 2 });
});
