/** A client and a server of each version of the SDK, with one tool, one prompt and one resource of each kind of outcome. */
import { trace } from '@opentelemetry/api';
import { observeMcp, type ObserveMcpOptions, type McpTransport } from '@otel-native/genai/mcp';
import { z } from 'zod';
import { first, second } from './libraries';

/** The versions of the SDK that are tested: of each generation the lowest and the newest one. */
export const versions = ['1.23', '1.32', '2.0', '2.4'] as const;
export type Version = (typeof versions)[number];

export function isFirst(version: Version): version is keyof typeof first {
  return Object.hasOwn(first, version);
}

const kInfo = { name: 'test', version: '1.0.0' };
const kModelAnswer = {
  role: 'assistant' as const,
  content: { type: 'text' as const, text: 'cold' },
  model: 'a-model',
};

/** The members that both generations have alike. Their types differ, and are tested where they are used. */
export interface TestClient {
  connect(transport: McpTransport): Promise<void>;
  close(): Promise<void>;
  callTool(
    params: { name: string; arguments?: object },
    ...rest: unknown[]
  ): Promise<{ content: unknown; isError?: boolean }>;
  getPrompt(params: { name: string }): Promise<unknown>;
  readResource(params: { uri: string }): Promise<unknown>;
  listTools(): Promise<unknown>;
  ping(): Promise<unknown>;
}

export function makeClient(version: Version): TestClient {
  const capabilities = { sampling: {} };
  if (isFirst(version)) {
    const { Client, CreateMessageRequestSchema } = first[version];
    const client = new Client(kInfo, { capabilities });
    client.setRequestHandler(CreateMessageRequestSchema, () => kModelAnswer);
    return client as unknown as TestClient;
  }
  const client = new second[version].Client(kInfo, { capabilities });
  client.setRequestHandler('sampling/createMessage', () => kModelAnswer);
  return client as unknown as TestClient;
}

export interface TestServer {
  connect(transport: McpTransport): Promise<void>;
  close(): Promise<void>;
}

type Handler = (args: {
  city: string;
}) => Promise<{ content: { type: 'text'; text: string }[]; isError?: boolean }>;
interface AnyServer {
  registerTool(name: string, config: object, handler: Handler): void;
  registerPrompt(name: string, config: object, handler: () => object): void;
  registerResource(name: string, uri: string, config: object, read: (uri: URL) => object): void;
  server: { createMessage(params: object): Promise<{ content: object }> };
}

const text = (value: string) => ({ content: [{ type: 'text' as const, text: value }] });

export function makeServer(version: Version): TestServer {
  const server = (isFirst(version)
    ? new first[version].McpServer(kInfo)
    : new second[version].McpServer(kInfo)) as unknown as AnyServer;
  const inputSchema = isFirst(version) ? { city: z.string() } : z.object({ city: z.string() });
  const tool = (name: string, handler: Handler) =>
    server.registerTool(name, { description: name, inputSchema }, handler);
  tool('weather', ({ city }) =>
    trace.getTracer('test').startActiveSpan('look up', async (span) => {
      span.end();
      return text(`cold in ${city}`);
    }),
  );
  tool('broken', async () => ({ ...text('no sensor'), isError: true }));
  tool('slow', () => new Promise(() => {}));
  tool('asking', async ({ city }) => {
    const question = { role: 'user', content: { type: 'text', text: city } };
    const answer = await server.server.createMessage({ messages: [question], maxTokens: 10 });
    return text(JSON.stringify(answer.content));
  });
  server.registerPrompt('greeting', { description: 'greets' }, () => ({
    messages: [{ role: 'user', content: { type: 'text', text: 'hello' } }],
  }));
  server.registerResource('map', 'map://town', {}, (uri) => ({
    contents: [{ uri: uri.href, text: 'here' }],
  }));
  return server as unknown as TestServer;
}

export interface Pair {
  readonly client: TestClient;
  readonly server: TestServer;
}

/** Connects a client to a server in memory. */
export async function connectPair(
  version: Version,
  options?: ObserveMcpOptions,
  observe: { client?: boolean; server?: boolean } = { client: true, server: true },
): Promise<Pair> {
  const [clientSide, serverSide] = (
    isFirst(version)
      ? first[version].InMemoryTransport.createLinkedPair()
      : second[version].InMemoryTransport.createLinkedPair()
  ) as [McpTransport, McpTransport];
  const client = makeClient(version);
  const server = makeServer(version);
  await server.connect(observe.server ? observeMcp(serverSide, options) : serverSide);
  await client.connect(observe.client ? observeMcp(clientSide, options) : clientSide);
  return { client, server };
}
