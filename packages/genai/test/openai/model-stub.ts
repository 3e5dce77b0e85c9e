import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Body = Record<string, unknown>;

/** A server that speaks the protocol of OpenAI. The name of the model decides what it does. */
export interface ModelStub {
  readonly url: string;
  readonly port: number;
  /** The paths of all requests. */
  readonly requests: string[];
  close(): void;
}

export async function startModelStub(): Promise<ModelStub> {
  const requests: string[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as Body;
    requests.push(request.url!);
    const { model } = body;
    if (model === 'busy' && requests.length === 1) return refuse(response, 429);
    if (model === 'refusing') return refuse(response, 400);
    if (model === 'failing') return refuse(response, 500);
    if (model === 'garbled') return response.writeHead(200, kJson).end('{"id": ');
    if (request.url!.includes('/embeddings')) return send(response, vectors(body));
    const isChat = request.url!.includes('/chat/');
    if (body['stream'] === true) {
      return sendEvents(response, body, isChat ? chunks(body) : events(body));
    }
    return send(response, isChat ? completion(body) : finalResponse(body));
  };
  // Longer than any test: a busy machine must not lose a connection between two requests.
  const options = { keepAliveTimeout: 3_600_000 };
  const server = createServer(options, (request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const kJson = { 'content-type': 'application/json', 'x-request-id': 'request-1' };

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, kJson).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...kJson, 'retry-after-ms': '1' });
  response.end(JSON.stringify({ error: { message: 'refused', type: 'refusal', code: 'no' } }));
}

/** `broken` ends the connection after two events; `slow` goes on until nobody reads. */
async function sendEvents(response: ServerResponse, { model }: Body, all: Body[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'request-1' });
  const write = (event: Body) =>
    response.write(
      `${event['type'] === undefined ? '' : `event: ${event['type']}\n`}data: ${JSON.stringify(event)}\n\n`,
    );
  for (const [index, event] of all.entries()) {
    if (model === 'broken' && index === 3) return void response.destroy();
    write(event);
    await new Promise((resolve) => setTimeout(resolve, 1));
    while (model === 'slow' && index === 3 && !response.destroyed) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  response.end('data: [DONE]\n\n');
}

const chatUsage = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 2, audio_tokens: 0 },
};
const responseUsage = {
  input_tokens: 10,
  output_tokens: 5,
  total_tokens: 15,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens_details: { reasoning_tokens: 2 },
};
const head = { id: 'answer-1', created: 1, model: 'model-1' };
const about = { service_tier: 'default', system_fingerprint: 'fp_1' };
const toolCalls = ['Rome', 'Oslo'].map((city, index) => ({
  id: `call_${index}`,
  type: 'function',
  function: { name: 'weather', arguments: JSON.stringify({ city }) },
}));

const wantsTools = ({ tools, messages }: Body) => tools !== undefined && !hasResults(messages);
const hasResults = (messages: unknown) => (messages as Body[]).some(({ role }) => role === 'tool');
/** An answer to the results of tools has another id than the one that asked for them. */
const headOf = ({ messages }: Body) => (hasResults(messages) ? { ...head, id: 'answer-2' } : head);

function completion(body: Body): Body {
  const message = wantsTools(body)
    ? { role: 'assistant', content: null, refusal: null, tool_calls: toolCalls }
    : {
        role: 'assistant',
        content: body['response_format'] ? '{"warm":true}' : 'Warm in Rome',
        refusal: null,
      };
  const finish_reason = wantsTools(body) ? 'tool_calls' : 'stop';
  const choices = Array.from({ length: (body['n'] ?? 1) as number }, (_, index) => ({
    index,
    message,
    finish_reason,
    logprobs: null,
  }));
  return { ...headOf(body), ...about, object: 'chat.completion', choices, usage: chatUsage };
}

function chunks(body: Body): Body[] {
  const chunk = (more: Body) => ({
    ...headOf(body),
    ...about,
    object: 'chat.completion.chunk',
    ...more,
  });
  const delta = (value: Body, finish_reason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: value, finish_reason }] });
  const words = ['Warm ', 'in ', 'Rome'].map((content) => delta({ content }));
  const calls = toolCalls.flatMap((call, index) => {
    const text = call.function.arguments;
    const more = (part: string) => ({ index, function: { arguments: part } });
    return [
      delta({ tool_calls: [{ ...call, index, function: { name: 'weather', arguments: '' } }] }),
      delta({ tool_calls: [more(text.slice(0, 5))] }),
      delta({ tool_calls: [more(text.slice(5))] }),
    ];
  });
  return [
    delta({ role: 'assistant', content: wantsTools(body) ? null : '' }),
    ...(wantsTools(body) ? calls : words),
    delta({}, wantsTools(body) ? 'tool_calls' : 'stop'),
    ...(body['stream_options'] ? [chunk({ choices: [], usage: chatUsage })] : []),
  ];
}

const message = (text: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const functionCall = {
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_0',
  name: 'weather',
  arguments: '{"city":"Rome"}',
  status: 'completed',
};

function response(status: string, output: Body[], more: Body = {}): Body {
  const { id, model } = head;
  const now = { id, model, created_at: 1, object: 'response', status, output };
  return { ...now, service_tier: 'default', error: null, incomplete_details: null, ...more };
}

function finalResponse({ model, tools, input, conversation }: Body): Body {
  const usage = responseUsage;
  if (model === 'unlucky') {
    return response('failed', [], { error: { code: 'server_error', message: 'bad luck' } });
  }
  if (model === 'short') {
    const incomplete_details = { reason: 'max_output_tokens' };
    return response('incomplete', [message('Warm')], { incomplete_details, usage });
  }
  const reasoning = {
    id: 'rs_1',
    type: 'reasoning',
    summary: [{ type: 'summary_text', text: 'Hm' }],
  };
  const isAnswered =
    Array.isArray(input) && input.some(({ type }: Body) => type === 'function_call_output');
  const callsTool = Array.isArray(tools) && tools.length > 0 && !isAnswered;
  const output = !callsTool ? [reasoning, message('Warm in Rome')] : [functionCall];
  return response('completed', output, {
    usage,
    ...(conversation !== undefined && { conversation: { id: conversation } }),
  });
}

function events(body: Body): Body[] {
  const item = { ...message(''), status: 'in_progress', content: [] };
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const part = (text: string) => ({ type: 'output_text', text, annotations: [] });
  const text = ['Warm ', 'in ', 'Rome'];
  const end = finalResponse(body);
  return [
    { type: 'response.created', response: response('in_progress', []) },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...at, part: part('') },
    ...text.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text: text.join('') },
    { type: 'response.content_part.done', ...at, part: part(text.join('')) },
    { type: 'response.output_item.done', output_index: 0, item: message(text.join('')) },
    { type: `response.${end['status']}`, response: { ...end, output: [message(text.join(''))] } },
  ].map((event, sequence_number) => ({ ...event, sequence_number }));
}

function vectors({ input, model, encoding_format }: Body): Body {
  const vector = [1, 2, 3];
  const bytes = Buffer.from(Float32Array.from(vector).buffer).toString('base64');
  const data = [input].flat().map((_, index) => ({
    object: 'embedding',
    index,
    embedding: encoding_format === 'base64' ? bytes : vector,
  }));
  return { object: 'list', data, model, usage: { prompt_tokens: 3, total_tokens: 3 } };
}
