import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeSpans, type ReceivedSpan } from './receiver';

/** What a receiver does with a request: an HTTP status, or a reset of the connection. */
type Verdict = number | 'reset';

/** What the Collector answers to a request above its limit. */
const kReasons: Record<number, string> = { 400: 'http: request body too large' };

/** A receiver that judges each request by its spans. Only requests with status 200 count as received. */
export class PickyReceiver {
  readonly names: string[] = [];
  /** Verdicts in the order of the requests. */
  readonly verdicts: Verdict[] = [];
  /** Bodies of the requests that were not accepted. */
  readonly refused: Buffer[] = [];
  readonly #server: Server;

  private constructor(judge: (spans: readonly ReceivedSpan[], body: Buffer) => Verdict) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const spans = decodeSpans(body);
        const verdict = judge(spans, body);
        this.verdicts.push(verdict);
        if (verdict === 200) this.names.push(...spans.map(({ name }) => name));
        else this.refused.push(body);
        if (verdict === 'reset') request.socket.resetAndDestroy();
        else response.writeHead(verdict, { 'content-type': 'text/plain' }).end(kReasons[verdict]);
      });
    });
  }

  static async start(
    judge: (spans: readonly ReceivedSpan[], body: Buffer) => Verdict,
  ): Promise<PickyReceiver> {
    const receiver = new PickyReceiver(judge);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
