/** A server of the version that the argument names, on its standard streams. Prints its spans on stderr when the client is gone. */
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { observeMcp } from '@otel-native/genai/mcp';
import { z } from 'zod';

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);

const version = process.argv[2];
const modules = {
  1.23: ['mcp-sdk-1/server/mcp.js', 'mcp-sdk-1/server/stdio.js'],
  1.32: ['@modelcontextprotocol/sdk/server/mcp.js', '@modelcontextprotocol/sdk/server/stdio.js'],
  '2.0': ['mcp-server-2', 'mcp-server-2/stdio'],
  2.4: ['@modelcontextprotocol/server', '@modelcontextprotocol/server/stdio'],
};
const [{ McpServer }, { StdioServerTransport }] = await Promise.all(
  modules[version].map((name) => import(name)),
);
const server = new McpServer({ name: 'test', version: '1.0.0' });
const inputSchema = version.startsWith('1') ? { city: z.string() } : z.object({ city: z.string() });
server.registerTool('weather', { description: 'weather', inputSchema }, async ({ city }) => {
  trace.getTracer('test').startSpan('look up').end();
  return { content: [{ type: 'text', text: `cold in ${city}` }] };
});
function printSpans() {
  const spans = exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    kind: span.kind,
    attributes: span.attributes,
    ...span.spanContext(),
    parentSpanId: span.parentSpanContext?.spanId,
  }));
  process.stderr.write(JSON.stringify(spans));
}
process.stdin.on('end', printSpans);
// Clients of older versions end their server by a signal.
process.on('SIGTERM', () => {
  printSpans();
  process.exit();
});
await server.connect(observeMcp(new StdioServerTransport()));
