import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ZipkinExporter } from '@opentelemetry/exporter-zipkin';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK as OfficialNodeSDK } from '@opentelemetry/sdk-node';
import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { resetProcess, setEnvironment } from './support/environment';

// Tests the Zipkin rows of the specification's compliance matrix. docs/conformance.md names this test.

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

/** Generates the same ids in every run. */
function countingIds(): NodeSDKConfiguration['idGenerator'] {
  let traces = 0;
  let spans = 0;
  return {
    generateTraceId: () => `${++traces}`.padStart(32, '0'),
    generateSpanId: () => `${++spans}`.padStart(16, '0'),
  };
}

function recordSpans(): void {
  const tracer = trace.getTracer('zipkin', '1.2.3');
  const attributes = { yes: true, no: false, list: ['a', 'b'], numbers: [1, 2.5], text: 'ü' };
  const kinds = [
    SpanKind.INTERNAL,
    SpanKind.SERVER,
    SpanKind.CLIENT,
    SpanKind.PRODUCER,
    SpanKind.CONSUMER,
  ];
  const root = tracer.startSpan('root', { startTime: [100, 2_000], attributes });
  for (const kind of kinds) {
    const options = { kind, startTime: [101, 500] as [number, number] };
    const child = tracer.startSpan(SpanKind[kind], options, trace.setSpan(ROOT_CONTEXT, root));
    child.addEvent('an event', { detail: 1 }, [101, 123_456_789]);
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'failed' }).end([102, 1]);
  }
  root.setStatus({ code: SpanStatusCode.OK }).end([103, 999_999]);
}

/** Returns the spans that a Zipkin server receives. */
async function received(SDK: typeof NodeSDK): Promise<Record<string, unknown>[]> {
  const spans: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    spans.push(...((await json(request)) as Record<string, unknown>[]));
    response.writeHead(202).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const sdk = new SDK({
    autoDetectResources: false,
    resource: resourceFromAttributes({ 'service.name': 'shop', region: 'eu' }),
    idGenerator: countingIds(),
    traceExporter: new ZipkinExporter({ url: `http://127.0.0.1:${port}/api/v2/spans` }),
  });
  sdk.start();
  recordSpans();
  await sdk.shutdown();
  resetProcess();
  server.closeAllConnections();
  await once(server.close(), 'close');
  return spans;
}

test('the official Zipkin exporter sends our spans as those of the official SDK', async () => {
  const ours = await received(NodeSDK);
  expect(ours).toHaveLength(6);
  expect(ours.at(-1)).toMatchObject({
    name: 'root',
    localEndpoint: { serviceName: 'shop' },
    timestamp: 100_000_002,
    tags: { yes: 'true', list: 'a,b', 'otel.status_code': 'OK', region: 'eu' },
  });
  expect(ours[1]).toMatchObject({
    kind: 'SERVER',
    annotations: [{ timestamp: 101_123_457, value: 'an event' }],
    tags: { 'otel.status_code': 'ERROR', error: 'failed' },
  });
  expect(ours).toEqual(await received(OfficialNodeSDK as unknown as typeof NodeSDK));
});
