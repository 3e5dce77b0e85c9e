import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on a free port or a Unix socket, whose answers the test defines. */
export class PlainServer {
  readonly #server: Server;

  private constructor(listener: RequestListener) {
    this.#server = createServer(listener);
  }

  static async start(listener: RequestListener, socketPath?: string): Promise<PlainServer> {
    const plain = new PlainServer(listener);
    if (socketPath === undefined) plain.#server.listen(0, '127.0.0.1');
    else plain.#server.listen(socketPath);
    await once(plain.#server, 'listening');
    return plain;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
