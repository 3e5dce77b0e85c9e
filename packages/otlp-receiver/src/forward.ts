import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';

import type { Answer } from './answer.ts';

/** What belongs to one connection, and what the new request works out itself. */
const headersOfOneHop = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
];

/** Sends a request on as it came, compressed if it was, and gives back what was answered. */
export class Forwarder {
  readonly #target: URL;
  readonly #agent: http.Agent;

  constructor(target: URL) {
    this.#target = target;
    const Agent = target.protocol === 'https:' ? https.Agent : http.Agent;
    this.#agent = new Agent({ keepAlive: true });
  }

  async forward(headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const response = await this.#post(headers, body);
    return {
      status: response.statusCode ?? 502,
      contentType: response.headers['content-type'] ?? 'application/x-protobuf',
      retryAfter: response.headers['retry-after'],
      body: await buffer(response),
    };
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(headers: IncomingHttpHeaders, body: Buffer): Promise<http.IncomingMessage> {
    const kept = Object.entries(headers).filter(([name]) => !headersOfOneHop.includes(name));
    const options = {
      method: 'POST',
      agent: this.#agent,
      headers: { ...Object.fromEntries(kept), 'content-length': body.length },
    };
    const send = this.#target.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      send(this.#target, options, resolve).on('error', reject).end(body);
    });
  }
}
