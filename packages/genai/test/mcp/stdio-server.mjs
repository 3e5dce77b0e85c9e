/** A server of the generation that the argument names, on its standard streams. Prints its spans on stderr when the client is gone. */
import { McpServer as Server2 } from '@modelcontextprotocol/server';
import { StdioServerTransport as Stdio2 } from '@modelcontextprotocol/server/stdio';
import { McpServer as Server1 } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport as Stdio1 } from '@modelcontextprotocol/sdk/server/stdio.js';
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

const isFirst = process.argv[2] === '1';
const server = new (isFirst ? Server1 : Server2)({ name: 'test', version: '1.0.0' });
const inputSchema = isFirst ? { city: z.string() } : z.object({ city: z.string() });
server.registerTool('weather', { description: 'weather', inputSchema }, async ({ city }) => {
  trace.getTracer('test').startSpan('look up').end();
  return { content: [{ type: 'text', text: `cold in ${city}` }] };
});
process.stdin.on('end', () => {
  const spans = exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    kind: span.kind,
    attributes: span.attributes,
    ...span.spanContext(),
    parentSpanId: span.parentSpanContext?.spanId,
  }));
  process.stderr.write(JSON.stringify(spans));
});
await server.connect(observeMcp(new (isFirst ? Stdio1 : Stdio2)()));
