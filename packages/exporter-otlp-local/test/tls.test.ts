import {
  OtlpLocalTraceExporter,
  tlsError,
  type OtlpTlsOptions,
} from '@otel-native/exporter-otlp-local';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { TlsOptions, TLSSocket } from 'node:tls';
import { Authority, type Identity } from 'test-support/authority';
import { runNode } from 'test-support/run-node';

// The native engine speaks TLS through the OpenSSL in Node's executable, against servers of `node:tls`.

const authority = new Authority();
const stranger = new Authority('stranger');
const valid = authority.issue();
const client = authority.issue({ names: 'DNS:client' });

let server: Server | undefined;
let requests: { resumed: boolean; host: string | undefined }[];

beforeEach(() => {
  requests = [];
});
afterEach(async () => {
  if (server === undefined) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  server = undefined;
});

/** Starts a receiver that accepts every request. Returns its endpoint. */
async function listen(options: TlsOptions = {}, identity: Identity = valid): Promise<string> {
  const cert = readFileSync(identity.certFile);
  const key = readFileSync(identity.keyFile);
  server = createServer({ cert, key, ...options }, (request, response) => {
    const socket = request.socket as TLSSocket;
    requests.push({ resumed: socket.isSessionReused(), host: request.headers.host });
    request.resume().on('end', () => response.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

interface Sending {
  tls?: OtlpTlsOptions;
  timeoutMillis?: number;
}

function exporterFor(endpoint: string, { tls, timeoutMillis = 800 }: Sending = {}) {
  const trusted = { caFile: authority.certFile };
  return new OtlpLocalTraceExporter({ endpoint, timeoutMillis, tls: tls ?? trusted });
}

/** Exports an empty request. Returns `ok`, or why that failed. */
function send(exporter: OtlpLocalTraceExporter): Promise<string> {
  return new Promise((settle) =>
    exporter.export([], ({ code, error }) => settle(code === 0 ? 'ok' : String(error?.message))),
  );
}

const sendTo = (endpoint: string, sending?: Sending) => send(exporterFor(endpoint, sending));

test('this Node offers TLS to native code', () => {
  expect(tlsError()).toBeUndefined();
});

describe('versions', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s', async (version) => {
    const endpoint = await listen({ minVersion: version, maxVersion: version });
    expect(await sendTo(endpoint)).toBe('ok');
    expect(requests).toHaveLength(1);
  });

  test('TLS 1.0 and 1.1 are refused', async () => {
    const ciphers = 'DEFAULT:@SECLEVEL=0';
    const endpoint = await listen({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers });
    expect(await sendTo(endpoint)).toContain(
      'the server supports no TLS version that is allowed here',
    );
  });
});

describe('the certificate of the server', () => {
  test.each<[string, () => Identity, string]>([
    ['expired', () => authority.issue({ days: -1 }), "the server's certificate has expired"],
    [
      'for another host',
      () => authority.issue({ names: 'DNS:elsewhere.example' }),
      "the server's certificate is not for localhost",
    ],
    [
      'of an unknown issuer',
      () => stranger.issue(),
      "the issuer of the server's certificate is not among the trusted authorities",
    ],
    [
      'self-signed',
      () => new Authority('localhost').root,
      "the server's certificate is self-signed",
    ],
  ])('%s', async (_what, identity, reason) => {
    const text = await sendTo(await listen({}, identity()));
    expect(text).toContain(`the handshake failed: ${reason}`);
    expect(requests).toHaveLength(0);
  });

  test('may be for an IP address', async () => {
    const endpoint = await listen();
    expect(await sendTo(endpoint.replace('localhost', '127.0.0.1'))).toBe('ok');
    expect(requests[0]!.host).toBe(new URL(endpoint).host.replace('localhost', '127.0.0.1'));
  });

  test('is trusted once the file of the authority is replaced', async () => {
    const caFile = stranger.copyOfCertificate();
    const exporter = exporterFor(await listen(), { tls: { caFile } });
    expect(await send(exporter)).toContain('trusted authorities');
    writeFileSync(caFile, readFileSync(authority.certFile));
    expect(await send(exporter)).toBe('ok');
  });
});

describe('the certificate of the client', () => {
  const requiring = () => listen({ requestCert: true, ca: readFileSync(authority.certFile) });
  const showing = ({ certFile, keyFile }: Identity) => ({
    tls: { caFile: authority.certFile, certFile, keyFile },
  });

  test('is shown to a server that asks for it', async () => {
    expect(await sendTo(await requiring(), showing(client))).toBe('ok');
  });

  test('is missing', async () => {
    expect(await sendTo(await requiring())).toContain('the server requires a client certificate');
  });

  test('does not fit the key', async () => {
    const mixed = { ...client, keyFile: valid.keyFile };
    const text = await sendTo(await requiring(), showing(mixed));
    expect(text).toContain(`the client key ${valid.keyFile} does not fit the client certificate`);
  });

  test('has a key with a passphrase', async () => {
    const keyFile = `${client.keyFile}.encrypted`;
    const cipher = { cipher: 'aes-256-cbc', passphrase: 'sEcrEt' };
    const key = createPrivateKey(readFileSync(client.keyFile));
    writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem', ...cipher }));
    const text = await sendTo(await requiring(), showing({ ...client, keyFile }));
    expect(text).toContain(
      `the client key ${keyFile} is protected by a passphrase: give a key without one`,
    );
    expect(text).not.toContain('sEcrEt');
  });
});

describe('a connection', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('resumes the session of %s', async (version) => {
    const endpoint = await listen({ minVersion: version, maxVersion: version });
    const exporter = exporterFor(endpoint);
    for (let i = 0; i < 3; i++) {
      expect(await send(exporter)).toBe('ok');
      server!.closeAllConnections();
    }
    expect(requests.map(({ resumed }) => resumed)).toEqual([false, true, true]);
  });

  test('is kept for the next request', async () => {
    const exporter = exporterFor(await listen());
    let connections = 0;
    server!.on('secureConnection', () => connections++);
    for (let i = 0; i < 3; i++) expect(await send(exporter)).toBe('ok');
    expect(connections).toBe(1);
  });

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['says nothing', () => {}, /timed out during the handshake/],
    ['is cut', (socket) => socket.destroy(), /closed the connection|Connection reset/],
    [
      'breaks off after the first bytes',
      (socket) => socket.once('data', () => socket.end(Buffer.from([22, 3, 3, 0, 80, 2]))),
      /closed the connection during the TLS handshake/,
    ],
    [
      'speaks plain HTTP',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      /the server does not speak TLS: the endpoint may need http:/,
    ],
  ])('%s in the handshake', async (_what, serve, reason) => {
    const sockets = new Set<Socket>();
    const tcp = createTcpServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      serve(socket);
    });
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const text = await sendTo(`https://localhost:${port}`, { timeoutMillis: 300 });
    expect(text).toMatch(reason);
    for (const socket of sockets) socket.destroy();
    tcp.close();
  });
});

describe("native code follows Node's settings for TLS", () => {
  const program = `
    import { diag } from '@opentelemetry/api';
    import { OtlpLocalTraceExporter } from '@otel-native/exporter-otlp-local';
    const log = (...words) => console.log(...words);
    diag.setLogger({ error: log, warn: log, info() {}, debug() {}, verbose() {} });
    try {
      const exporter = new OtlpLocalTraceExporter({ endpoint: process.argv[1], timeoutMillis: 800 });
      exporter.export([], ({ code, error }) => console.log(code === 0 ? 'ok' : error.message));
      await exporter.forceFlush();
    } catch (error) {
      console.log(error.code, error.message);
    }`;

  /** Sends from another process with these flags and variables. Returns what it printed. */
  async function sendFromChild(endpoint: string, flags: string[], env: Record<string, string>) {
    const args = [...flags, '--input-type=module', '--eval', program, endpoint];
    const none = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '', HTTPS_PROXY: '' };
    const { stdout } = await runNode(args, { cwd: dirname(__dirname), env: { ...none, ...env } });
    return stdout.trim();
  }

  const extra = { NODE_EXTRA_CA_CERTS: authority.certFile };
  const kUnknown = 'is not among the trusted authorities';

  test.each<[string, string[], Record<string, string>, string]>([
    ['its own authorities', [], {}, kUnknown],
    ['NODE_EXTRA_CA_CERTS', [], extra, 'ok'],
    ['--use-openssl-ca', ['--use-openssl-ca'], { SSL_CERT_FILE: authority.certFile }, 'ok'],
    ['--use-openssl-ca, which replaces its own', ['--use-openssl-ca'], {}, kUnknown],
    ['--use-openssl-ca with NODE_EXTRA_CA_CERTS', ['--use-openssl-ca'], extra, 'ok'],
    ['a list of ciphers', ['--tls-cipher-list=ECDHE-ECDSA-AES128-GCM-SHA256'], extra, 'ok'],
  ])('%s', async (_what, flags, env, expected) => {
    expect(await sendFromChild(await listen(), flags, env)).toContain(expected);
  });

  test('--tls-min-v1.3', async () => {
    const endpoint = await listen({ maxVersion: 'TLSv1.2' });
    const text = await sendFromChild(endpoint, ['--tls-min-v1.3'], extra);
    expect(text).toContain('the server supports no TLS version that is allowed here');
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED=0, with a warning', async () => {
    const endpoint = await listen({}, stranger.issue({ names: 'DNS:elsewhere.example', days: -1 }));
    const text = await sendFromChild(endpoint, [], { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(text).toMatch(/^NODE_TLS_REJECT_UNAUTHORIZED is 0: .*\nok$/);
  });

  test('a proxy, which native code cannot use', async () => {
    const env = { ...extra, HTTPS_PROXY: 'http://user:sEcrEt@127.0.0.1:1' };
    const endpoint = await listen();
    expect(await sendFromChild(endpoint, [], env)).toBe('ok');
    const withUser = endpoint.replace('//', '//me:sEcrEt@');
    const text = await sendFromChild(withUser, ['--use-env-proxy'], env);
    expect(text).toContain("ERR_OTEL_NATIVE_TLS_ENDPOINT endpoint is 'https://***@localhost:");
    expect(text).toContain('through a proxy (HTTPS_PROXY)');
    expect(text).toContain('use an OTLP exporter of @opentelemetry');
    expect(text).not.toContain('sEcrEt');
  });
});
