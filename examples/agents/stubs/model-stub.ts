import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { answerMessages } from './anthropic-messages.ts';
import { answerChat } from './openai-chat.ts';
import { answerResponses } from './openai-responses.ts';
import type { Body, Protocol } from './protocol.ts';

/** The protocols, by the end of their paths. */
const kProtocols: Readonly<Record<string, Protocol>> = {
  '/chat/completions': answerChat,
  '/messages': answerMessages,
  '/responses': answerResponses,
};

/**
 * Starts a server of models. It speaks the protocols of providers, so their clients need only its address. The name of the model decides
 * what it does: `busy` refuses its first request with 429, `failing` refuses all with 500, `broken` breaks its stream off. Other models call
 * each of the given tools once, in one turn, and then answer.
 */
export async function startModelStub(): Promise<{ url: string; close(): Promise<void> }> {
  let wasBusy = false;
  // On a busy machine a client may send a request just when the server closes the idle connection. So the client alone closes it.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void handle(request, response);
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await json(request)) as Body;
    const protocol = Object.entries(kProtocols).find(([path]) => request.url?.endsWith(path))?.[1];
    if (protocol === undefined) return refuse(response, 404);
    if (body['model'] === 'failing') return refuse(response, 500);
    if (body['model'] === 'busy' && !wasBusy) {
      wasBusy = true;
      return refuse(response, 429);
    }
    await protocol(body, response);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function refuse(response: ServerResponse, status: number): void {
  const type = status === 429 ? 'rate_limit_error' : 'api_error';
  // Some clients know the one header, and some the other.
  const again = { 'retry-after': '0', 'retry-after-ms': '1' };
  response.writeHead(status, { 'content-type': 'application/json', ...again });
  response.end(JSON.stringify({ error: { type, message: `the model answers ${status}` } }));
}
