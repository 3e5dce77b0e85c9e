import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { connect, type ConnectionOptions } from 'node:tls';
import { Ledger } from '../src/ledger.ts';
import { identities } from '../src/server/certificates.ts';
import { FaultServer } from '../src/server/fault-server.ts';
import { hang, resetInBody, type Fault } from '../src/server/faults.ts';
import { TlsFront, type TlsFrontOptions } from '../src/server/tls-front.ts';

interface Listening {
  readonly server: FaultServer;
  readonly tls: TlsFront;
}

async function listen(
  context: TestContext,
  options: Partial<TlsFrontOptions> = {},
  script: readonly Fault[] = [],
): Promise<Listening> {
  const tls = new TlsFront({ identity: identities.server, ...options });
  const server = new FaultServer(new Ledger(0), { tls });
  server.script.push(...script);
  await server.listen();
  context.after(() => server.stop());
  return { server, tls };
}

/** Sends one request. Gives the status line, or the error that ended the connection. */
async function send({ server }: Listening, options: ConnectionOptions = {}): Promise<string> {
  const ca = readFileSync(identities.authority.certFile);
  const socket = connect({ host: '127.0.0.1', port: server.port, ca, ...options });
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    socket.end();
  });
  socket.on('error', ({ code, message }: NodeJS.ErrnoException) => (text += `${code} ${message}`));
  socket.write('POST /v1/traces HTTP/1.1\r\nContent-Length: 2\r\n\r\n\n\0');
  const timer = setTimeout(() => socket.destroy(), 500);
  await once(socket, 'close').catch(() => undefined);
  clearTimeout(timer);
  return text.split('\r\n')[0] ?? '';
}

const kAccepted = 'HTTP/1.1 200 OK';

test('requests come through TLS, and faults of the connection do as well', async (context) => {
  const listening = await listen(context, {}, [resetInBody, hang]);
  assert.match(await send(listening), /ECONNRESET/);
  assert.equal(await send(listening), '');
  assert.equal(await send(listening), kAccepted);
  assert.deepEqual(listening.server.problems, []);
  assert.deepEqual(
    listening.tls.handshakes,
    [1, 2, 3].map(() => ({ version: 'TLSv1.3', isResumed: false })),
  );
});

test('plays faults of handshakes first', async (context) => {
  const listening = await listen(context);
  listening.tls.script.push('silent', 'reset', 'not TLS');
  assert.equal(await send(listening), '');
  assert.match(await send(listening), /ECONNRESET/);
  assert.match(await send(listening), /wrong version number/);
  assert.equal(await send(listening), kAccepted);
  assert.equal(listening.tls.handshakes.length, 1);
});

test('certificates are as they were asked for', async (context) => {
  const refusal = async (options: Partial<TlsFrontOptions>): Promise<string> =>
    send(await listen(context, options));
  const { authority, stranger } = identities;
  assert.match(await refusal({ identity: authority.issue({ days: -1 }) }), /CERT_HAS_EXPIRED/);
  assert.match(
    await refusal({ identity: authority.issue({ names: 'DNS:elsewhere.example' }) }),
    /ERR_TLS_CERT_ALTNAME_INVALID/,
  );
  assert.match(await refusal({ identity: stranger.issue() }), /UNABLE_TO_|SELF_SIGNED/);
});

test('demands certificates of its authority', async (context) => {
  const listening = await listen(context, { clientAuthorityFile: identities.authority.certFile });
  const presenting = ({ certFile, keyFile }: ReturnType<typeof identities.stranger.issue>) => ({
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
  });
  assert.match(await send(listening), /certificate required|ECONNRESET/);
  assert.notEqual(await send(listening, presenting(identities.stranger.issue())), kAccepted);
  assert.equal(await send(listening, presenting(identities.authority.issue())), kAccepted);
});

test('is limited to versions', async (context) => {
  const listening = await listen(context, { versions: ['TLSv1.2', 'TLSv1.2'] });
  assert.equal(await send(listening), kAccepted);
  assert.equal(listening.tls.handshakes[0]?.version, 'TLSv1.2');
  listening.tls.change({ versions: ['TLSv1', 'TLSv1.1'] });
  assert.match(await send(listening), /protocol version/);
});
