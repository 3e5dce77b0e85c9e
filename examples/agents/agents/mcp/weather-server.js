import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

/** Returns a server with two tools, one of which fails. */
export function createWeatherServer() {
  const server = new McpServer({ name: 'weather', version: '1.0.0' });
  const text = (text) => ({ content: [{ type: 'text', text }] });
  const inputSchema = { city: z.string() };
  server.registerTool('weather', { inputSchema }, ({ city }) => text(`It is warm in ${city}.`));
  server.registerTool('traffic', { inputSchema }, () => {
    throw new Error('nobody counts cars');
  });
  return server;
}
