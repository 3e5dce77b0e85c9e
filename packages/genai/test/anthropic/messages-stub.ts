import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Body = Record<string, unknown>;

/** A server that speaks the Messages protocol. The name of the model decides what it does. */
export interface MessagesStub {
  readonly url: string;
  readonly port: number;
  /** The bodies of all requests. */
  readonly requests: Body[];
  /** Breaks all connections off. */
  disconnect(): void;
  close(): void;
}

const kErrors: Readonly<Record<string, readonly [status: number, type: string]>> = {
  refusing: [400, 'invalid_request_error'],
  failing: [529, 'overloaded_error'],
  busy: [429, 'rate_limit_error'],
};

export async function startMessagesStub(): Promise<MessagesStub> {
  const requests: Body[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as Body;
    requests.push(body);
    const { model } = body;
    const refusal = kErrors[model as string];
    if (refusal !== undefined && !(model === 'busy' && requests.length > 1)) {
      return refuse(response, ...refusal);
    }
    if (model === 'garbled') return response.writeHead(200, kJson).end('{"id": ');
    if (model === 'silent') return;
    if (body['stream'] === true) return sendEvents(response, body);
    return response.writeHead(200, kJson).end(JSON.stringify(message(body)));
  };
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    disconnect: () => server.closeAllConnections(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const kJson = { 'content-type': 'application/json', 'request-id': 'request-1' };

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { ...kJson, 'retry-after-ms': '1' });
  response.end(JSON.stringify({ type: 'error', error: { type, message: 'refused' } }));
}

const usage = {
  input_tokens: 10,
  cache_read_input_tokens: 4,
  cache_creation_input_tokens: 2,
  output_tokens: 5,
  output_tokens_details: { thinking_tokens: 3 },
};
const toolUses = ['Rome', 'Oslo'].map((city, index) => ({
  type: 'tool_use',
  id: `call_${index}`,
  name: 'weather',
  input: { city },
}));

/** Calls its tools until it gets a result. */
function contentOf({ tools, messages }: Body): { stop_reason: string; content: Body[] } {
  const hasResult = JSON.stringify(messages).includes('"tool_result"');
  if (tools !== undefined && !hasResult) return { stop_reason: 'tool_use', content: toolUses };
  return { stop_reason: 'end_turn', content: [{ type: 'text', text: 'Warm in Rome' }] };
}

function message(body: Body): Body {
  const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'model-1' };
  return { ...head, ...contentOf(body), stop_sequence: null, usage };
}

function events(body: Body): Body[] {
  const { stop_reason, content, ...head } = message(body) as Body & { content: Body[] };
  const { output_tokens, output_tokens_details, ...input } = usage;
  const start = { ...head, stop_reason: null, content: [], usage: { ...input, output_tokens: 1 } };
  return [
    { type: 'message_start', message: start },
    { type: 'ping' },
    ...content.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens, output_tokens_details },
    },
    { type: 'message_stop' },
  ];
}

function blockEvents(block: Body, index: number): Body[] {
  const isText = block['type'] === 'text';
  const deltas = isText
    ? ['Warm ', 'in ', 'Rome'].map((text) => ({ type: 'text_delta', text }))
    : [{ type: 'input_json_delta', partial_json: JSON.stringify(block['input']) }];
  const content_block = isText ? { type: 'text', text: '' } : { ...block, input: {} };
  return [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/**
 * After the second delta, `ending` ends the stream as if that were all, `overloaded` sends an error, and `slow` says no more.
 */
async function sendEvents(response: ServerResponse, body: Body): Promise<void> {
  response.writeHead(200, { ...kJson, 'content-type': 'text/event-stream' });
  const send = (event: Body) =>
    response.write(`event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`);
  for (const [index, event] of events(body).entries()) {
    if (index === 5) {
      if (body['model'] === 'ending') return void response.end();
      if (body['model'] === 'slow') return;
      if (body['model'] === 'overloaded') {
        send({ type: 'error', error: { type: 'overloaded_error', message: 'too much' } });
        return void response.end();
      }
    }
    send(event);
    // A reader must get each event by itself.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  response.end();
}
