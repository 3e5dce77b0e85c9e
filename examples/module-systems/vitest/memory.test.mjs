/* A unit test that looks at the spans of what it tests. */
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { NodeSDK } from '@otel-native/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  // Some attributes of a resource are found asynchronously, and the official processors hold spans back until then.
  autoDetectResources: false,
});

beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

test('a span is there as soon as it has ended', () => {
  trace
    .getTracer('vitest')
    .startActiveSpan('checkout', { attributes: { items: 2 } }, (span) => span.end());
  const [span] = exporter.getFinishedSpans();
  expect(span).toMatchObject({ name: 'checkout', attributes: { items: 2 } });
});
