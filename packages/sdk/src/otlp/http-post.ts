import type * as http from 'node:http';
import type * as https from 'node:https';
import type { OtlpSettings } from 'otlp-settings';
import { tlsContents } from './tls-contents';

const kMaxResponseBytes = 65_536;
/** A longer timer would fire at once. */
const kMaxTimerMillis = 2 ** 31 - 1;

/** A response, with the start of its body. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Posts bodies to one endpoint through Node's own network stack, over connections that are kept open. */
export class HttpPost {
  readonly #settings: OtlpSettings;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: http.Agent;
  readonly #module: typeof http | typeof https;

  /** @param headers all fields except `Content-Length` */
  constructor(settings: OtlpSettings, headers: Readonly<Record<string, string>>) {
    this.#settings = settings;
    this.#headers = headers;
    this.#module = builtin(settings.endpoint.isTls);
    this.#agent = new this.#module.Agent({
      keepAlive: true,
      proxyEnv: settings.endpoint.isTls ? proxiesOfHttps() : undefined,
      ...tlsContents(settings.tls),
    });
  }

  /** Resolves with any response. Rejects when none arrives within the timeout. */
  send(body: Uint8Array): Promise<HttpResponse> {
    const { endpoint, timeoutMillis } = this.#settings;
    const { hostname, port, path } = endpoint;
    const headers = { ...this.#headers, 'Content-Length': body.byteLength };
    const options = { method: 'POST', agent: this.#agent, hostname, port, path, headers };
    return new Promise((settle, reject) => {
      const request = this.#module.request(options, (response) => {
        const { statusCode = 0, headers } = response;
        void readBody(response).then((body) => settle({ statusCode, headers, body }));
      });
      const timerMillis = Math.min(timeoutMillis, kMaxTimerMillis);
      const deadline = setTimeout(() => timeOut(request, timeoutMillis), timerMillis);
      // The caller's wait keeps the process alive, not the request: the end of the process has a deadline.
      deadline.unref();
      request.on('socket', (socket) => {
        socket.unref();
        // Connecting may replace the handle. A reused socket is already connected and would keep the listener.
        if (socket.connecting) socket.once('connect', () => socket.unref());
      });
      request.on('error', reject);
      request.on('close', () => clearTimeout(deadline));
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Loads the module on first use, so that applications without TLS and HTTP start without it. */
function builtin(isTls: boolean): typeof http | typeof https {
  return isTls ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http');
}

/** The proxies of `--use-env-proxy`, which count only for agents that receive them. */
function proxiesOfHttps(): http.ProxyEnv | undefined {
  return process.getBuiltinModule('node:https').globalAgent.options.proxyEnv;
}

function timeOut(request: http.ClientRequest, timeoutMillis: number): void {
  const error = Object.assign(new Error(`no answer within ${timeoutMillis} ms`), {
    code: 'ETIMEDOUT',
    syscall: 'request',
  });
  request.destroy(error);
}

/** Reads the start of the body. The status alone decides, so errors while reading are ignored. */
async function readBody(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > kMaxResponseBytes) break; // Leaving the loop destroys the response.
      chunks.push(chunk);
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}
