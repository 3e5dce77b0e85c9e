import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Ledger } from '../src/ledger.ts';
import { FaultServer } from '../src/server/fault-server.ts';
import {
  accept,
  acceptAndClose,
  hang,
  resetInBody,
  status,
  type Fault,
} from '../src/server/faults.ts';

async function serverWith(context: TestContext, script: readonly Fault[]): Promise<FaultServer> {
  const server = new FaultServer(new Ledger(0));
  server.script.push(...script);
  await server.listen();
  context.after(() => server.stop());
  return server;
}

/** Sends so many requests on one connection. Gives what came back, and the error that ended it. */
async function send(server: FaultServer, requests: number): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', ({ code }: NodeJS.ErrnoException) => (text += code));
  for (let i = 0; i < requests; i++)
    socket.write('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\n\0');
  const timer = setTimeout(() => socket.destroy(), 1_000);
  await new Promise((resolve) => socket.on('close', resolve));
  clearTimeout(timer);
  return text;
}

test('plays its script, request by request, then accepts', async (context) => {
  const server = await serverWith(context, [status(503), status(404)]);
  const statuses = (await send(server, 3)).match(/HTTP\/1.1 \d+/g);
  assert.deepEqual(statuses, ['HTTP/1.1 503', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  assert.equal(server.faultsPlayed, 2);
});

test('resets', async (context) => {
  const server = await serverWith(context, [resetInBody]);
  assert.equal(await send(server, 1), 'ECONNRESET');
});

test('resets idle connections, and none with a request on its way', async (context) => {
  const resetInBetween: Fault = {
    name: 'resets idle connections before the answer',
    async play(exchange, keeper) {
      await accept.play(exchange, {
        keep: (...request) => {
          server.resetIdleConnections();
          return keeper.keep(...request);
        },
      });
    },
  };
  const server = await serverWith(context, [resetInBetween]);
  assert.match(await send(server, 1), /200 OK/);
  const socket = connect(server.port, '127.0.0.1');
  const failed = once(socket, 'error') as Promise<[NodeJS.ErrnoException]>;
  while (!socket.destroyed) {
    server.resetIdleConnections();
    await nextTurn();
  }
  assert.equal((await failed)[0].code, 'ECONNRESET');
});

test('a connection that was ended or hangs takes no further request', async (context) => {
  const server = await serverWith(context, [hang, acceptAndClose]);
  assert.equal(await send(server, 2), '');
  assert.equal((await send(server, 2)).match(/HTTP/g)?.length, 1);
  assert.deepEqual(server.script, []);
});

test('is found at the same port after a restart, and not in between', async (context) => {
  const server = await serverWith(context, []);
  await server.stop();
  assert.equal(await send(server, 1), 'ECONNREFUSED');
  await server.listen();
  assert.match(await send(server, 1), /200 OK/);
});
