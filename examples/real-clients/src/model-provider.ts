import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

const usage = { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 };

const message = { role: 'assistant', content: 'Yes.' };

const answers: Readonly<Record<string, object>> = {
  '/v1/chat/completions': {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'small-chat-1-2026',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage,
  },
  '/v1/embeddings': {
    object: 'list',
    model: 'small-embedding-1-2026',
    // The client asks for base64: two floats.
    data: [{ object: 'embedding', index: 0, embedding: 'AAAAPwAAgD4=' }],
    usage,
  },
};

/** The part of the OpenAI API that the demo's model provider does not have: answers in one piece, and a refusal. */
export async function startModelProvider(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    void (json(request) as Promise<{ model?: string }>).then(({ model }) => {
      const answer = model === 'no-such-model' ? undefined : answers[request.url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: { message: `no model ${model}` } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}
