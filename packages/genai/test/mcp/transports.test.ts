import { trace, type Attributes } from '@opentelemetry/api';
import { observeMcp, type McpTransport } from '@otel-native/genai/mcp';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { clientAndServer, Recorder } from '../recorder';
import { first, second } from './libraries';
import { isFirst, makeClient, makeServer, versions, type Version } from './peers';

const recorder = new Recorder();
afterAll(() => recorder.unregister());
beforeEach(() => void recorder.takeSpans());

const tracer = trace.getTracer('test');
const sessionIdGenerator = () => 'session-1';

/** Calls the tool over HTTP. Each request is handled in a span, as under an instrumentation of HTTP. */
async function callOverHttp(version: Version): Promise<URL> {
  const server = makeServer(version);
  if (!isFirst(version)) {
    const { StreamableHTTPClientTransport, WebStandardStreamableHTTPServerTransport } =
      second[version];
    const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator });
    await server.connect(observeMcp(transport));
    const fetch = (url: string | URL, init?: RequestInit) =>
      tracer.startActiveSpan('HTTP', { root: true }, async (span) => {
        const response = await transport.handleRequest(new Request(url, init));
        span.end();
        return response;
      });
    return await callAt(
      new URL('http://tools.example:8123/mcp'),
      (url) => new StreamableHTTPClientTransport(url, { fetch }),
    );
  }
  const { StreamableHTTPClientTransport, StreamableHTTPServerTransport } = first[version];
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator });
  await server.connect(observeMcp(transport));
  const http = createServer((request, response) => {
    void tracer.startActiveSpan('HTTP', { root: true }, async (span) => {
      await transport.handleRequest(request, response);
      span.end();
    });
  }).listen(0);
  await once(http, 'listening');
  const url = new URL(`http://localhost:${(http.address() as AddressInfo).port}/mcp`);
  await callAt(url, (at) => new StreamableHTTPClientTransport(at));
  http.closeAllConnections();
  http.close();
  return url;

  async function callAt(at: URL, connect: (url: URL) => McpTransport): Promise<URL> {
    const client = makeClient(version);
    await client.connect(observeMcp(connect(at)));
    await client.callTool({ name: 'weather', arguments: { city: 'Rome' } });
    await client.close();
    return at;
  }
}

describe.each(versions)('version %s over HTTP', (version) => {
  test('the span of the server belongs to the client, and is linked to the HTTP request', async () => {
    const url = await callOverHttp(version);
    const spans = recorder.takeSpans();
    const [client, server] = clientAndServer(spans, 'tools/call weather');
    expect(server!.parentSpanContext?.spanId).toBe(client!.spanContext().spanId);
    expect(server!.links).toHaveLength(1);
    const requests = spans
      .filter(({ name }) => name === 'HTTP')
      .map((span) => span.spanContext().spanId);
    expect(requests).toContain(server!.links[0]!.context.spanId);
    const http: Attributes = {
      'network.transport': 'tcp',
      'network.protocol.name': 'http',
      'mcp.session.id': 'session-1',
    };
    expect(client!.attributes).toMatchObject({
      ...http,
      'server.address': url.hostname,
      'server.port': Number(url.port),
    });
    expect(server!.attributes).toMatchObject(http);
  });
});

describe.each(versions)('version %s over standard streams', (version) => {
  test('client and server are one trace', async () => {
    const args = [join(__dirname, 'stdio-server.mjs'), version];
    const { StdioClientTransport } = isFirst(version) ? first[version] : second[version];
    const transport = new StdioClientTransport({ command: process.execPath, args, stderr: 'pipe' });
    const printed = text(transport.stderr as Readable);
    const client = makeClient(version);
    await client.connect(observeMcp(transport));
    await client.callTool({ name: 'weather', arguments: { city: 'Rome' } });
    await client.close();
    const [call] = recorder.takeSpans().filter(({ name }) => name === 'tools/call weather');
    const { traceId, spanId } = call!.spanContext();
    expect(call!.attributes).toMatchObject({ 'network.transport': 'pipe' });
    const served = JSON.parse(await printed) as { name: string; spanId: string }[];
    const server = served.find(({ name }) => name === 'tools/call weather');
    expect(server).toMatchObject({
      kind: 1,
      traceId,
      parentSpanId: spanId,
      attributes: { 'network.transport': 'pipe' },
    });
    expect(served.find(({ name }) => name === 'look up')).toMatchObject({
      traceId,
      parentSpanId: server!.spanId,
    });
  });
});
