import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { constants } from 'node:crypto';
import { Server, type SecureVersion, type TLSSocket, type TlsOptions } from 'node:tls';
import type { Identity } from './certificates.ts';
import { reset } from './reset.ts';

/** What the front does with one connection instead of a handshake. */
export type HandshakeFault = 'silent' | 'reset' | 'closed' | 'not TLS';

export interface TlsFrontOptions {
  readonly identity: Identity;
  /** Demands certificates of this authority from clients. */
  readonly clientAuthorityFile?: string;
  readonly versions?: readonly [least: SecureVersion, most: SecureVersion];
  /** Whether clients may resume sessions; true unless told. */
  readonly tickets?: boolean;
}

/** A handshake that came through. */
export interface Handshake {
  readonly version: string | null;
  readonly isResumed: boolean;
}

/** Speaks TLS with whoever connects, and passes on what they send. */
export class TlsFront {
  /** What to do with the next connections; the others get a handshake. */
  readonly script: HandshakeFault[] = [];
  /** What to do with all connections once the script is over; undefined is a handshake. */
  afterwards: HandshakeFault | undefined;
  readonly handshakes: Handshake[] = [];
  /** Why handshakes failed, as OpenSSL says it on this side. */
  readonly failures: string[] = [];
  #options: TlsFrontOptions;
  #server: Server;
  readonly #waiting = new Map<number, (socket: TLSSocket) => void>();

  constructor(options: TlsFrontOptions) {
    this.#options = options;
    this.#server = this.#makeServer();
  }

  get options(): TlsFrontOptions {
    return this.#options;
  }

  /** From the next connection on. Its ticket keys are new: older sessions are not resumed. */
  change(options: Partial<TlsFrontOptions>): void {
    this.#options = { ...this.#options, ...options };
    this.#server = this.#makeServer();
  }

  /** Resolves with the connection's plain side, never where the handshake does not end. */
  async open(raw: Socket): Promise<Socket> {
    const fault = this.script.shift() ?? this.afterwards;
    if (fault === undefined) return this.#handshake(raw);
    raw.on('error', () => undefined);
    await playInstead(fault, raw);
    return new Promise(() => undefined);
  }

  #handshake(raw: Socket): Promise<Socket> {
    const { remotePort = 0 } = raw;
    const opened = new Promise<Socket>((resolve) => this.#waiting.set(remotePort, resolve));
    raw.once('close', () => this.#waiting.delete(remotePort));
    this.#server.emit('connection', raw);
    return opened;
  }

  #makeServer(): Server {
    const server = new Server(tlsOptions(this.#options));
    server.on('secureConnection', (socket) => {
      this.handshakes.push({ version: socket.getProtocol(), isResumed: socket.isSessionReused() });
      this.#waiting.get(socket.remotePort ?? 0)?.(socket);
    });
    server.on('tlsClientError', (error) => this.failures.push(error.message));
    return server;
  }
}

function tlsOptions(options: TlsFrontOptions): TlsOptions {
  const { identity, clientAuthorityFile, versions, tickets = true } = options;
  return {
    cert: readFileSync(identity.certFile),
    key: readFileSync(identity.keyFile),
    ...(clientAuthorityFile !== undefined && {
      ca: readFileSync(clientAuthorityFile),
      requestCert: true,
    }),
    ...(versions !== undefined && {
      minVersion: versions[0],
      maxVersion: versions[1],
      // OpenSSL speaks the old versions only without its level of security.
      ciphers: 'DEFAULT:@SECLEVEL=0',
    }),
    ...(!tickets && { secureOptions: constants.SSL_OP_NO_TICKET }),
  };
}

async function playInstead(fault: HandshakeFault, raw: Socket): Promise<void> {
  if (fault === 'silent') return void raw.resume();
  // The client's first message is there then.
  await once(raw, 'data').catch(() => undefined);
  if (fault === 'reset') reset(raw);
  else raw.end(fault === 'closed' ? '' : 'HTTP/1.1 400 Bad Request\r\n\r\n').destroySoon();
}
