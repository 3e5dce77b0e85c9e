import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Keeper } from '../ledger.ts';
import { Exchange, Gone, reset } from './exchange.ts';
import { accept, type Fault } from './faults.ts';

/** Where a server listens. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

/** An OTLP receiver that treats its first requests as its script says, and accepts the others. */
export class FaultServer {
  /** What to do with the next requests. */
  readonly script: (Fault | (() => Fault))[] = [];
  /** What to do once the script is over. */
  afterwards: Fault | (() => Fault) = accept;
  /** Faults that were played, `accept` not counted. */
  faultsPlayed = 0;
  /** What the receiver itself did wrong: a run with any of these says nothing. */
  readonly problems: unknown[] = [];
  readonly #ledger: Keeper;
  readonly #connections = new Map<Socket, Exchange>();
  #server: Server | undefined;
  #address: Address;

  constructor(ledger: Keeper, address: Address = { host: '127.0.0.1', port: 0 }) {
    this.#ledger = ledger;
    this.#address = address;
  }

  get address(): Address {
    return this.#address;
  }

  get port(): number {
    if ('path' in this.#address) throw new TypeError('a Unix socket has no port');
    return this.#address.port;
  }

  /** Listens, on the same port as before if there was one. */
  async listen(address: Address = this.#address): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => void this.#serve(socket));
    server.listen(address);
    await once(server, 'listening');
    this.#server = server;
    const bound = server.address() as AddressInfo | string;
    this.#address =
      typeof bound === 'string' ? { path: bound } : { host: bound.address, port: bound.port };
  }

  /** Refuses connections from now on, and resets those there are. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.resetConnections();
    await closed;
    if ('path' in this.#address) rmSync(this.#address.path, { force: true });
  }

  resetConnections(): void {
    for (const socket of this.#connections.keys()) reset(socket);
  }

  /** Leaves those in which a request is on its way: on a busy machine one may take longer than the time between two calls. */
  resetIdleConnections(): void {
    for (const [socket, { isIdle }] of this.#connections) if (isIdle) reset(socket);
  }

  async #serve(socket: Socket): Promise<void> {
    const exchange = new Exchange(socket);
    this.#connections.set(socket, exchange);
    socket.on('close', () => this.#connections.delete(socket));
    const keeper: Keeper = {
      keep: (body, rejected) => this.#ledger.keep(body, rejected, exchange.path),
    };
    try {
      for (;;) {
        await exchange.begin();
        await this.#nextFault().play(exchange, keeper);
      }
    } catch (error) {
      if (!(error instanceof Gone)) this.problems.push(error);
      socket.destroy();
    }
  }

  #nextFault(): Fault {
    const next = this.script.shift() ?? this.afterwards;
    const fault = typeof next === 'function' ? next() : next;
    if (fault !== accept) this.faultsPlayed++;
    return fault;
  }
}
