import type { Keeper } from '../item-ledger.ts';
import type { Exchange } from './exchange.ts';

/** What the receiver does with one request. `name` shows in logs. */
export interface Fault {
  readonly name: string;
  /** Whether the receiver may have taken the spans although the sender has to send them again. */
  readonly mayDuplicate?: boolean;
  play(exchange: Exchange, ledger: Keeper): Promise<void>;
}

export const kOk =
  'HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n';

/** Takes the spans and says so. */
export const accept: Fault = {
  name: 'accept',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.write(kOk);
  },
};

/** Refuses with a status; nothing is kept. `headers` are whole lines. */
export function status(code: number, headers: readonly string[] = []): Fault {
  const lines = [
    `HTTP/1.1 ${code} No`,
    'Content-Type: text/plain',
    'Content-Length: 7',
    ...headers,
  ];
  return {
    name: `status ${code}`,
    async play(exchange) {
      await exchange.readRequest();
      exchange.write(`${lines.join('\r\n')}\r\n\r\nrefused`);
    },
  };
}

/** A `Retry-After` of this many seconds, as a number or as a date. */
export function retryAfter(seconds: number, form: 'seconds' | 'date'): () => Fault {
  return () => {
    const date = new Date(Date.now() + seconds * 1_000).toUTCString();
    return status(429, [`Retry-After: ${form === 'date' ? date : seconds}`]);
  };
}

/** Says success, but that so many spans of the request were rejected. */
export function rejectSome(count: number): Fault {
  return {
    name: `partial success: ${count} rejected`,
    async play(exchange, ledger) {
      ledger.keep(await exchange.readRequest(), count);
      const message = Buffer.from('too many');
      const partial = Buffer.from([0x08, count, 0x12, message.length, ...message]);
      const body = Buffer.from([0x0a, partial.length, ...partial]);
      const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
      // In one piece: behind a status alone the sender may give up, and then it cannot count these.
      exchange.write(Buffer.concat([Buffer.from(head), body]));
    },
  };
}

export const resetAtOnce: Fault = {
  name: 'reset before anything is read',
  async play(exchange) {
    await Promise.resolve();
    exchange.reset();
  },
};

export const resetInBody: Fault = {
  name: 'reset in the middle of the body',
  async play(exchange) {
    await exchange.readHead();
    await exchange.awaitBody(0.5);
    exchange.reset();
  },
};

export const resetAfterBody: Fault = {
  name: 'taken, then reset before the answer',
  mayDuplicate: true,
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.reset();
  },
};

export const closeUnanswered: Fault = {
  name: 'closed without an answer',
  async play(exchange) {
    await exchange.readRequest();
    exchange.close();
  },
};

export const closeInHead: Fault = {
  name: 'closed inside the status line',
  async play(exchange) {
    await exchange.readRequest();
    exchange.write('HTTP/1.1 20');
    exchange.close();
  },
};

export const hang: Fault = {
  name: 'silent for ever',
  async play(exchange) {
    await exchange.readRequest();
    await exchange.untilClosed();
  },
};

/** The whole answer comes, a few bytes at a time. */
export const dripAnswer: Fault = {
  name: 'drips its answer',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    await exchange.drip(kOk, 5, 10);
  },
};

/** So slow that the sender's time is over first. */
export const dripForEver: Fault = {
  name: 'drips header fields for ever',
  async play(exchange) {
    await exchange.readRequest();
    while (!exchange.socket.destroyed) await exchange.drip('HTTP/1.1 200 OK\r\n', 1, 200);
  },
};

export const readSlowly: Fault = {
  name: 'reads slowly',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readSlowly(20));
    exchange.write(kOk);
  },
};

export const garbage: Fault = {
  name: 'answers with garbage',
  async play(exchange) {
    await exchange.readRequest();
    exchange.write('\x00\xffSSH-2.0 this is not HTTP\r\n\r\n');
    exchange.close();
  },
};

export const hugeHead: Fault = {
  name: 'answers with endless header fields',
  async play(exchange) {
    await exchange.readRequest();
    exchange.write(`HTTP/1.1 200 OK\r\nX-Filler: ${'x'.repeat(1_000_000)}\r\n\r\n`);
    exchange.close();
  },
};

/** Accepted; the body only has to be survived. */
export const hugeBody: Fault = {
  name: 'accepts with a body of 20 MB',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.write(`HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n`);
    exchange.write(Buffer.alloc(20_000_000));
    await exchange.untilClosed();
  },
};

export const truncatedBody: Fault = {
  name: 'accepts with a body that breaks off',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\x0a\x03\x08');
    exchange.close();
  },
};

/** A body that claims to be a partial success and is none. */
export const garbageBody: Fault = {
  name: 'accepts with a body that is no protobuf',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\x0a\xff\xff\xff\xff\xff');
  },
};

/** It closes its own direction at once, but reads on and never answers. */
export const halfClose: Fault = {
  name: 'half-closed before the request is read',
  async play(exchange) {
    exchange.socket.end();
    await exchange.untilClosed();
  },
};

/** It closes the connection after the answer without having said so: the next request meets a dead connection. */
export const acceptAndClose: Fault = {
  name: 'accepts and closes the kept connection',
  async play(exchange, ledger) {
    ledger.keep(await exchange.readRequest());
    exchange.write(kOk);
    exchange.close();
  },
};

/** Answers before the request has come. */
export const refuseEarly: Fault = {
  name: '503 before the body is read',
  async play(exchange) {
    await exchange.readHead();
    exchange.write('HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    exchange.close();
  },
};
