import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { observeMcp } from '@otel-native/genai/mcp';
import { answerWithTools } from './mcp/answer-with-tools.js';
import { createWeatherServer } from './mcp/weather-server.js';

const serverTransport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID });
await createWeatherServer().connect(observeMcp(serverTransport));
// On a busy machine a client may send a request just when the server closes the idle connection. So the client alone closes it.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) =>
  serverTransport.handleRequest(request, response),
).listen(0, '127.0.0.1');
await once(server, 'listening');

const client = new Client({ name: 'adviser', version: '1.0.0' });
const url = new URL(`http://127.0.0.1:${server.address().port}/mcp`);
await client.connect(observeMcp(new StreamableHTTPClientTransport(url)));
await answerWithTools(client);
await client.close();
await serverTransport.close();
server.closeAllConnections();
server.close();
