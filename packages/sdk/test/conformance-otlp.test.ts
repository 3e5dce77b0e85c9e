import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { resetProcess, setEnvironment } from './support/environment';
import { GrpcService } from './support/grpc-service';
import { decodeSpans } from './support/receiver';
import { runChild } from './support/run-child';

// Tests the exporter rows of the specification's compliance matrix, from a span to the request at the server.
// docs/conformance.md names these tests.

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

/** `partial_success { rejected_spans: 2, error_message: "too old" }` */
const rejecting = Buffer.from('0a0b08021207746f6f206f6c64', 'hex');

describe('OTLP/HTTP', () => {
  interface Answer {
    status: number;
    retryAfter?: string;
    body?: Buffer;
  }

  /** Ends five spans, answers each request with the next answer, and returns the result. */
  async function run(...answers: Answer[]) {
    const requests: { headers: IncomingHttpHeaders; names: string[] }[] = [];
    const server = createServer(async (request, response) => {
      const names = decodeSpans(await buffer(request)).map(({ name }) => name);
      requests.push({ headers: request.headers, names });
      const { status, retryAfter, body } = answers.shift()!;
      response.writeHead(status, {
        'content-type': 'application/x-protobuf',
        ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
      });
      response.end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    setEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    const sdk = new NodeSDK({ autoDetectResources: false });
    sdk.start();
    for (let index = 0; index < 5; index++) trace.getTracer('test').startSpan(`${index}`).end();
    const flushed = await sdk.forceFlush().then(
      () => 'flushed',
      (errors: Error[]) => errors.map(({ message }) => message).join(),
    );
    const stats = sdk.stats()!;
    await sdk.shutdown();
    server.closeAllConnections();
    await once(server.close(), 'close');
    return { requests, flushed, stats };
  }

  const names = ['0', '1', '2', '3', '4'];

  test('a request is protobuf, uncompressed, and says who sends it', async () => {
    const { requests, flushed, stats } = await run({ status: 200 });
    expect([requests.length, requests[0]!.names, flushed]).toEqual([1, names, 'flushed']);
    expect(requests[0]!.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'user-agent': expect.stringMatching(/^OtelNative-OTLP-Exporter-JavaScript\/\d+\.\d+\.\d+/),
    });
    expect(requests[0]!.headers['content-encoding']).toBeUndefined();
    expect(stats).toMatchObject({ ended: 5, exported: 5, batches: 1, retries: 0 });
  });

  test('what is throttled or unavailable is sent again until it is taken', async () => {
    const { requests, flushed, stats } = await run(
      { status: 429, retryAfter: '1' },
      { status: 503, retryAfter: '1' },
      { status: 200 },
    );
    expect([requests.map((request) => request.names), flushed]).toEqual([
      [names, names, names],
      'flushed',
    ]);
    expect(stats).toMatchObject({ exported: 5, batches: 1, retries: 2 });
  });

  test('what is refused for good is not sent again, and counted', async () => {
    const { requests, flushed, stats } = await run({ status: 400 });
    expect([requests.length, flushed]).toEqual([1, expect.stringContaining('HTTP 400')]);
    expect(stats).toMatchObject({ exported: 0, retries: 0, dropped: { exportFailed: 5 } });
  });

  test('what a partial success rejects is counted, with its message', async () => {
    const { requests, flushed, stats } = await run({ status: 200, body: rejecting });
    expect([requests.length, flushed]).toEqual([1, expect.stringContaining('too old')]);
    expect(stats).toMatchObject({
      exported: 3,
      dropped: { rejected: 2 },
      lastError: expect.stringMatching(/: too old$/),
    });
  });
});

describe('OTLP/gRPC', () => {
  const accepted = Buffer.alloc(0);

  async function run(answer: Buffer) {
    const service = await GrpcService.start(answer);
    const env = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_ENDPOINT: service.endpoint,
      OTEL_LOG_LEVEL: 'warn',
    };
    const result = await runChild(['--import', '@otel-native/sdk/register', 'spans.cjs'], { env });
    await service.stop();
    return { ...result, service };
  }

  test('OTEL_EXPORTER_OTLP_PROTOCOL=grpc: spans arrive at a gRPC service', async () => {
    const { code, stderr, service } = await run(accepted);
    expect([code, stderr]).toEqual([0, '']);
    expect(service.spans.map(({ name }) => name)).toEqual(['span 0', 'span 1', 'span 2']);
    expect(service.paths).toEqual(['/opentelemetry.proto.collector.trace.v1.TraceService/Export']);
  });

  test('a partial success is logged', async () => {
    const { code, stdout, stderr, service } = await run(rejecting);
    expect([code, service.spans.length]).toEqual([0, 3]);
    expect(stdout + stderr).toMatch(/Partial Success.*too old/);
  });
});
