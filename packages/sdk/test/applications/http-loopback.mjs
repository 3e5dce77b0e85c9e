// Serves one request over HTTP, made by itself, in a span of its own.
import { once } from 'node:events';
import http from 'node:http';
import { trace } from '@opentelemetry/api';

const server = http.createServer((_request, response) => response.end('hello')).listen(0);
await once(server, 'listening');
await trace.getTracer('application').startActiveSpan('own span', async (span) => {
  const request = http.get({ port: server.address().port });
  const [response] = await once(request, 'response');
  for await (const chunk of response) console.log(String(chunk));
  span.end();
});
server.close();
