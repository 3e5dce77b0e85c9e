import { once } from 'node:events';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { framingOf, type Framing } from './body-framing.ts';
import { reset } from './reset.ts';

/** The other side went away before it had sent what was waited for. */
export class Gone extends Error {}

/** A connection of the receiver, one request at a time. */
export class Exchange {
  readonly socket: Socket;
  /** What carries it: the socket itself, or the one below TLS. */
  readonly #carrier: Socket;
  /** Of the present request, from its head on: the path that it was sent to. */
  path = '';
  #bytes = Buffer.alloc(0);
  #framing: Framing | undefined;
  #isCompressed = false;
  #over = false;
  #wasEnded = false;
  #awaitsRequest = false;
  #wake: () => void = () => {};

  constructor(socket: Socket, carrier: Socket = socket) {
    this.socket = socket;
    this.#carrier = carrier;
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#wake();
    });
    const end = () => {
      this.#over = true;
      this.#wake();
    };
    socket.on('end', end);
    socket.on('close', end);
    // A peer that resets is one of the things that happen here.
    socket.on('error', end);
  }

  /** Resolves at the first byte of the next request. @throws Gone, also when this side has ended the connection */
  async begin(): Promise<void> {
    if (this.#wasEnded) throw new Gone('the receiver has ended the connection');
    this.#awaitsRequest = true;
    while (this.#bytes.length === 0) await this.#more();
    this.#awaitsRequest = false;
  }

  /** Whether nothing of a further request has come yet. */
  get isIdle(): boolean {
    return this.#awaitsRequest && this.#bytes.length === 0;
  }

  /** Whether the other side sends nothing more. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Reads the header fields. @throws Gone */
  async readHead(): Promise<void> {
    let end: number;
    while ((end = this.#bytes.indexOf('\r\n\r\n')) < 0) await this.#more();
    const head = this.#bytes.subarray(0, end).toString('latin1');
    this.#bytes = this.#bytes.subarray(end + 4);
    this.path = /^\S+ (\S+)/.exec(head)?.[1] ?? '';
    this.#framing = framingOf(head);
    this.#isCompressed = /\r\ncontent-encoding: *gzip/i.test(head);
  }

  /** Reads the whole request and gives its body, decompressed. @throws Gone */
  async readRequest(): Promise<Buffer> {
    await this.readHead();
    return this.#wholeBody();
  }

  /** Waits for this share of the body. @throws Gone */
  async awaitBody(share: number): Promise<void> {
    const wanted = this.#framing?.bytesOf(share) ?? 0;
    while (this.#bytes.length < wanted) await this.#more();
  }

  /** Takes what has come only now and then, so that the sender meets full buffers. @throws Gone */
  async readSlowly(pauseMs: number): Promise<Buffer> {
    await this.readHead();
    while (this.#framing?.take(this.#bytes) === undefined) {
      this.socket.pause();
      await sleep(pauseMs);
      this.socket.resume();
      await this.#more();
    }
    return this.#wholeBody();
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Sends so many bytes at a time. */
  async drip(bytes: string, pieceBytes: number, pauseMs: number): Promise<void> {
    for (let at = 0; at < bytes.length && !this.socket.destroyed; at += pieceBytes) {
      this.socket.write(bytes.slice(at, at + pieceBytes));
      await sleep(pauseMs);
    }
  }

  /** Ends the connection with a reset. */
  reset(): void {
    this.#wasEnded = true;
    reset(this.#carrier);
  }

  /** Ends the connection after what was written. */
  close(): void {
    this.#wasEnded = true;
    this.socket.end();
    this.socket.destroySoon();
  }

  /** Resolves when the other side has closed; what it sends until then is nobody's. */
  async untilClosed(): Promise<void> {
    this.#wasEnded = true;
    if (!this.socket.destroyed) await once(this.socket, 'close').catch(() => {});
  }

  async #wholeBody(): Promise<Buffer> {
    let taken: ReturnType<Framing['take']>;
    while ((taken = this.#framing?.take(this.#bytes)) === undefined) await this.#more();
    this.#bytes = this.#bytes.subarray(taken.takenBytes);
    return this.#isCompressed ? gunzipSync(taken.body) : taken.body;
  }

  async #more(): Promise<void> {
    if (this.#over) throw new Gone('the connection is over');
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
