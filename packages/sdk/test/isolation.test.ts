import { trace } from '@opentelemetry/api';
import type { Loss } from '@otel-native/api-bridge';
import { NodeSDK } from '@otel-native/sdk';
import { setTimeout as delay } from 'node:timers/promises';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';
import { PickyReceiver } from './support/picky-receiver';

let receiver: PickyReceiver;
let lines: string[];
let losses: Loss[];

afterEach(async () => {
  resetProcess();
  await receiver.stop();
});

function start(): NodeSDK {
  setEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  lines = collectDiagnostics();
  losses = [];
  const batch = { scheduledDelayMillis: 10 };
  const sdk = new NodeSDK({ autoDetectResources: false, batch, onLoss: (one) => losses.push(one) });
  sdk.start();
  return sdk;
}

/** Ends so many spans, of which one has another name, and returns that one's trace id. */
function endSpans(count: number, special: number, name: string, text = ''): string {
  const tracer = trace.getTracer('test');
  let traceId = '';
  for (let i = 0; i < count; i++) {
    const span = tracer.startSpan(i === special ? name : `span ${i}`);
    if (i === special) {
      traceId = span.spanContext().traceId;
      span.setAttribute('text', text);
    }
    span.end();
  }
  return traceId;
}

const others = (count: number, special: number) =>
  Array.from({ length: count }, (_, i) => `span ${i}`).filter((_, i) => i !== special);

test('a span that breaks every connection is found, named, and the only one that is lost', async () => {
  receiver = await PickyReceiver.start((spans) =>
    spans.some(({ name }) => name === 'poison') ? 'reset' : 200,
  );
  const sdk = start();
  const begin = performance.now();
  const traceId = endSpans(512, 300, 'poison');
  while (losses.length === 0 || receiver.names.length < 511) await delay(20);
  expect(performance.now() - begin).toBeLessThan(10_000);
  expect(receiver.names.sort()).toEqual(others(512, 300).sort());
  expect(receiver.verdicts.length).toBeLessThanOrEqual(24);
  expect(losses).toEqual([
    {
      signal: 'traces',
      cause: 'rejected',
      count: 1,
      message: expect.stringMatching(
        new RegExp(`^span "poison" of trace ${traceId}, \\d+ bytes: .*connection broke`),
      ) as string,
    },
  ]);
  expect(lines.filter((line) => line.includes('poison'))).toHaveLength(1);
  await sdk.shutdown();
});

test.each([
  ['413', 413],
  ['a 400 that says so', 400],
])('what is too large is halved until it fits, and one span is dropped: %s', async (_, status) => {
  receiver = await PickyReceiver.start((_spans, body) => (body.length > 30_000 ? status : 200));
  const sdk = start();
  const traceId = endSpans(300, 123, 'large', 'x'.repeat(40_000));
  while (losses.length === 0 || receiver.names.length < 299) await delay(20);
  expect(receiver.names.sort()).toEqual(others(300, 123).sort());
  // No request was sent twice.
  expect(new Set(receiver.refused.map(String)).size).toBe(receiver.refused.length);
  expect(losses).toEqual([
    {
      signal: 'traces',
      cause: 'tooLarge',
      count: 1,
      message: expect.stringMatching(
        new RegExp(`^span "large" of trace ${traceId}, 40\\d{3} bytes: .*HTTP ${status}`),
      ) as string,
    },
  ]);
  await sdk.shutdown();
});
