import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { observeMcp } from '@otel-native/genai/mcp';
import { answerWithTools } from './mcp/answer-with-tools.js';

// The server is a process of its own, with the same telemetry, and shares the trace over its standard streams.
const transport = new StdioClientTransport({
  command: process.execPath,
  args: ['--import', '@otel-native/sdk/register', 'agents/mcp/stdio-server.js'],
  env: process.env,
});
const client = new Client({ name: 'adviser', version: '1.0.0' });
await client.connect(observeMcp(transport));
await answerWithTools(client);
await client.close();
