import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Keeper } from '../item-ledger.ts';
import { Exchange, Gone } from './exchange.ts';
import { accept, type Fault } from './faults.ts';
import { reset } from './reset.ts';
import { TlsFront } from './tls-front.ts';

/** Where a server listens. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

export interface FaultServerOptions {
  /** A free port of 127.0.0.1 unless told. */
  readonly address?: Address | undefined;
  readonly tls?: TlsFront | undefined;
  /** Where to put down what the receiver itself does wrong. */
  readonly problems?: unknown[];
}

const kAnyPort: Address = { host: '127.0.0.1', port: 0 };

/** An OTLP receiver that treats its first requests as its script says, and accepts the others. */
export class FaultServer {
  /** What to do with the next requests. */
  readonly script: (Fault | (() => Fault))[] = [];
  /** What to do once the script is over. */
  afterwards: Fault | (() => Fault) = accept;
  /** Faults that were played, `accept` not counted. */
  faultsPlayed = 0;
  /** What the receiver itself did wrong: a run with any of these says nothing. */
  readonly problems: unknown[];
  /** Undefined where it speaks plain HTTP. */
  readonly tls: TlsFront | undefined;
  readonly #ledger: Keeper;
  readonly #others: FaultServer[] = [];
  /** By what carries them; without an exchange while a handshake lasts. */
  readonly #connections = new Map<Socket, Exchange | undefined>();
  #server: Server | undefined;
  #address: Address;

  constructor(ledger: Keeper, { address = kAnyPort, tls, problems = [] }: FaultServerOptions = {}) {
    this.#ledger = ledger;
    this.#address = address;
    this.tls = tls;
    this.problems = problems;
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
    const server = createServer({ allowHalfOpen: true }, (socket) => void this.#open(socket));
    server.listen(address);
    await once(server, 'listening');
    this.#server = server;
    const bound = server.address() as AddressInfo | string;
    this.#address =
      typeof bound === 'string' ? { path: bound } : { host: bound.address, port: bound.port };
  }

  /** A receiver like this one, which ends with it; by default it keeps in the same place. */
  async startAnother(ledger = this.#ledger): Promise<FaultServer> {
    const { address, tls, problems } = this;
    const path = 'path' in address && `${address.path}.${this.#others.length}`;
    const other = new FaultServer(ledger, {
      ...(path !== false && { address: { path } }),
      ...(tls !== undefined && { tls: new TlsFront(tls.options) }),
      problems,
    });
    await other.listen();
    this.#others.push(other);
    return other;
  }

  /** Refuses connections from now on, and resets those there are. */
  async stop(): Promise<void> {
    for (const other of this.#others.splice(0)) await other.stop();
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
    for (const [carrier, exchange] of this.#connections)
      if (exchange?.isIdle === true) reset(carrier);
  }

  async #open(carrier: Socket): Promise<void> {
    this.#connections.set(carrier, undefined);
    carrier.on('close', () => this.#connections.delete(carrier));
    const socket = (await this.tls?.open(carrier)) ?? carrier;
    const exchange = new Exchange(socket, carrier);
    if (this.#connections.has(carrier)) this.#connections.set(carrier, exchange);
    await this.#serve(exchange);
  }

  async #serve(exchange: Exchange): Promise<void> {
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
      exchange.socket.destroy();
    }
  }

  #nextFault(): Fault {
    const next = this.script.shift() ?? this.afterwards;
    const fault = typeof next === 'function' ? next() : next;
    if (fault !== accept) this.faultsPlayed++;
    return fault;
  }
}
