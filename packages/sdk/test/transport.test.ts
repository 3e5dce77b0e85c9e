import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelfSigned } from './support/certificates';
import { Receiver, decodeSpans, type Answer } from './support/receiver';
import { runChild } from './support/run-child';
import { waysToTls } from './support/ways-to-tls';

const tls = new SelfSigned('server');
const stranger = new SelfSigned('stranger');
const directory = mkdtempSync(join(tmpdir(), 'otel-native-transport-'));
afterAll(() => rmSync(directory, { recursive: true }));

let receiver: Receiver | undefined;
afterEach(async () => {
  await receiver?.stop();
  receiver = undefined;
});

const kNeverUsed = [
  '@opentelemetry/sdk-trace',
  '@opentelemetry/exporter-trace-otlp-proto',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/exporter-trace-otlp-grpc',
];

/** The variables that choose the sender for TLS. */
let way: Record<string, string> = {};

/** Runs the preload with three spans. */
function run(env: Record<string, string>, hidden: string[] = []) {
  const args = ['--require', './hide-packages.cjs', '--import', '@otel-native/sdk/register'];
  return runChild([...args, 'spans.cjs'], {
    env: { HIDDEN_PACKAGES: hidden.join(','), OTEL_LOG_LEVEL: 'warn', ...way, ...env },
  });
}

const server = { key: tls.key, cert: tls.cert };

describe.each(waysToTls)('TLS and gzip, through %s', (_way, variables) => {
  beforeEach(() => (way = variables));
  afterEach(() => (way = {}));

  test('https with a certificate of its own authority', async () => {
    receiver = await Receiver.start(server);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=general,x-other=a%20b',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-key=special',
    };
    expect(await run(env, kNeverUsed)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(receiver.names()).toEqual(['span 0', 'span 1', 'span 2']);
    expect(receiver.requests[0]).toMatchObject({
      path: '/v1/traces',
      headers: {
        'content-type': 'application/x-protobuf',
        'x-key': 'special',
        'x-other': 'a b',
      },
    });
  });

  test('the path of a signal is added to the path of an endpoint, not to its query', async () => {
    receiver = await Receiver.start(server);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.endpoint}/base/?key=1`,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    };
    expect(await run(env, kNeverUsed)).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.requests[0]!.path).toBe('/base/v1/traces?key=1');
  });

  test('TRACES_ variables win', async () => {
    receiver = await Receiver.start(server);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.endpoint}/own/path`,
      OTEL_EXPORTER_OTLP_CERTIFICATE: stranger.certPath,
      OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
    };
    expect(await run(env, kNeverUsed)).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.spans()).toHaveLength(3);
    expect(receiver.requests[0]).toMatchObject({
      path: '/own/path',
      headers: { 'content-encoding': 'gzip' },
    });
  });

  test('a client certificate', async () => {
    receiver = await Receiver.start(tls.mutual);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    };
    const without = await run(env);
    expect(without.code).toBe(0);
    expect(receiver.requests).toEqual([]);
    const client = {
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_CLIENT_KEY: tls.keyPath,
    };
    expect(await run({ ...env, ...client }, kNeverUsed)).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.spans()).toHaveLength(3);
  });

  test.each([
    ['an authority that is not trusted', {}, /certificate/],
    ['a file that is not there', { OTEL_EXPORTER_OTLP_CERTIFICATE: '/nowhere.pem' }, /CERTIFICATE/],
    ['another authority', { OTEL_EXPORTER_OTLP_CERTIFICATE: stranger.certPath }, /certificate/],
  ])('%s: nothing is sent, and it is said', async (_what, variables, said) => {
    receiver = await Receiver.start(server);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...variables };
    const { code, stdout, stderr } = await run(env);
    expect([code, receiver.requests]).toEqual([0, []]);
    expect(stdout + stderr).toMatch(said);
  });

  test('gzip over plain HTTP', async () => {
    receiver = await Receiver.start();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    };
    expect(await run(env, kNeverUsed)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(receiver.requests[0]!.headers['content-encoding']).toBe('gzip');
    expect(receiver.spans()).toHaveLength(3);
  });

  test('gzip over plain HTTP needs no event loop', async () => {
    receiver = await Receiver.start();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    };
    const args = ['--import', '@otel-native/sdk/register', 'spans.cjs', 'exit', '500'];
    expect(await runChild(args, { env })).toMatchObject({ code: 7, stdout: '', stderr: '' });
    expect(receiver.requests[0]!.headers['content-encoding']).toBe('gzip');
    expect(receiver.spans()).toHaveLength(500);
  });

  test('a server that is busy is asked again', async () => {
    receiver = await Receiver.start(server);
    receiver.answers.push({ status: 503, headers: { 'retry-after': '0' } });
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    };
    expect(await run(env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.requests[0]!.body).toEqual(receiver.requests[1]!.body);
  });

  test.each([
    ['a refusal', { status: 400 }, /\/v1\/traces: (HTTP|the server answered) 400/],
    [
      'a redirect, which is not followed,',
      { status: 308, headers: { location: 'https://me:secret@other.example:4318/?key=1' } },
      /308: the redirect to other.example:4318 is not followed/,
    ],
    // partial_success { rejected_spans: 2, error_message: "too old" }
    [
      'a partial success',
      { status: 200, body: Buffer.from([10, 11, 8, 2, 18, 7, ...Buffer.from('too old')]) },
      /too old/,
    ],
  ])('%s is told', async (_what, answer, message) => {
    receiver = await Receiver.start(server);
    receiver.answers.push(answer);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    };
    const { code, stdout, stderr } = await run(env);
    expect(code).toBe(0);
    expect(receiver.requests).toHaveLength(1);
    expect(stdout + stderr).toMatch(message);
  });

  test('a server that asks for a long pause gets the longest one that is allowed', async () => {
    receiver = await Receiver.start(server);
    receiver.answers.push({ status: 503, headers: { 'retry-after': '3600' } });
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
      OTEL_NATIVE_MAX_RETRY_AFTER: '1',
    };
    expect(await run(env)).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.requests).toHaveLength(2);
  });

  test.each<[string, Answer, number]>([
    ['does not answer in time', { status: 200, instead: 'hang' }, 2],
    ['breaks off a refusal', { status: 503, instead: 'break off' }, 2],
    [
      'breaks off an answer whose status says it is taken',
      { status: 200, instead: 'break off' },
      1,
    ],
    ['answers at length', { status: 200, body: Buffer.alloc(1_000_000) }, 1],
    ['answers with no protobuf', { status: 200, body: Buffer.from('<html>') }, 1],
  ])('a server that %s', async (_what, answer, requests) => {
    receiver = await Receiver.start(server);
    receiver.answers.push(answer);
    const { code, stdout, stderr } = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    });
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(receiver.requests).toHaveLength(requests);
  });

  test('its own requests are not traced', async () => {
    receiver = await Receiver.start(server);
    const script = `
      const { NodeSDK } = require('@otel-native/sdk');
      const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
      const sdk = new NodeSDK({ instrumentations: [new HttpInstrumentation()] });
      sdk.start();
      const https = require('node:https');
      const ca = require('node:fs').readFileSync(process.env.OTEL_EXPORTER_OTLP_CERTIFICATE);
      const { trace } = require('@opentelemetry/api');
      const flush = () => sdk.forceFlush();
      https.get('${receiver.endpoint}/application', { ca }, (response) => {
        response.resume().on('close', () => flush().then(flush).then(() => sdk.shutdown()));
      });`;
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    };
    expect(await runChild(['-e', script], { env })).toMatchObject({ code: 0, stderr: '' });
    const application = receiver.requests.shift()!;
    expect(application.path).toBe('/application');
    expect(application.headers['traceparent']).toBeDefined();
    expect(receiver.names()).toEqual(['GET']);
  });

  test('a server that cannot be reached does not keep the process alive', async () => {
    const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1' });
    expect(code).toBe(0);
    expect(stderr).toContain('3 spans were not exported');
  });

  test('a header that HTTP does not allow does not end the application, and its value is not shown', async () => {
    const { code, stderr } = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret%0Avalue',
    });
    expect(code).toBe(0);
    expect(stderr).toContain('ERR_OTEL_NATIVE_INVALID_HEADER');
    expect(stderr).not.toContain('secret');
  });

  test('https with nothing behind it does not end the application', async () => {
    const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://' });
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('ERR_OTEL_NATIVE_INVALID_ENDPOINT'),
    ]);
  });
});

describe('gRPC', () => {
  const bodies: Buffer[] = [];
  const metadata: Record<string, unknown>[] = [];
  let grpc: Server;
  let port: number;

  async function serve(credentials: ServerCredentials): Promise<void> {
    const service: ServiceDefinition = {
      Export: {
        path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
        requestStream: false,
        responseStream: false,
        requestSerialize: (bytes: Buffer) => bytes,
        requestDeserialize: (bytes: Buffer) => bytes,
        responseSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    };
    grpc = new Server();
    grpc.addService(service, {
      Export: (
        call: { request: Buffer; metadata: { getMap(): Record<string, unknown> } },
        answer: (error: null, response: Buffer) => void,
      ) => {
        bodies.push(call.request);
        metadata.push(call.metadata.getMap());
        answer(null, Buffer.alloc(0));
      },
    });
    port = await new Promise((settle, reject) =>
      grpc.bindAsync('127.0.0.1:0', credentials, (error, bound) =>
        error ? reject(error) : settle(bound),
      ),
    );
  }
  afterEach(() => {
    grpc.forceShutdown();
    bodies.length = metadata.length = 0;
  });

  const names = () => bodies.flatMap((body) => decodeSpans(body)).map(({ name }) => name);

  test('without TLS, with headers and gzip', async () => {
    await serve(ServerCredentials.createInsecure());
    const env = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    };
    expect(await run(env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(names()).toEqual(['span 0', 'span 1', 'span 2']);
    expect(metadata[0]).toMatchObject({ 'x-key': 'secret' });
  });

  test('from a configuration file, TLS too', async () => {
    const pair = { private_key: tls.key, cert_chain: tls.cert };
    await serve(ServerCredentials.createSsl(tls.cert, [pair], true));
    const path = join(directory, 'otel.yaml');
    const files = `{ ca_file: ${tls.certPath}, cert_file: ${tls.certPath}, key_file: ${tls.keyPath} }`;
    const endpoint = `endpoint: "https://localhost:${port}", compression: gzip, timeout: 5000`;
    const exporter = `{ ${endpoint}, headers: [{ name: x-key, value: one }], tls: ${files} }`;
    writeFileSync(
      path,
      `file_format: "1.0"
log_level: warn
tracer_provider: { processors: [{ batch: { exporter: { otlp_grpc: ${exporter} } } }] }`,
    );
    expect(await run({ OTEL_CONFIG_FILE: path })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(names()).toEqual(['span 0', 'span 1', 'span 2']);
    expect(metadata[0]).toMatchObject({ 'x-key': 'one' });
  });

  test('with TLS and a client certificate', async () => {
    const pair = { private_key: tls.key, cert_chain: tls.cert };
    await serve(ServerCredentials.createSsl(tls.cert, [pair], true));
    const env = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}`,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_CLIENT_KEY: tls.keyPath,
    };
    expect(await run(env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(names()).toEqual(['span 0', 'span 1', 'span 2']);
  });
});

test('http/json over https, compressed: the official exporter', async () => {
  receiver = await Receiver.start(server);
  const env = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
  };
  expect(await run(env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const { resourceSpans } = JSON.parse(receiver.requests[0]!.body.toString());
  expect(resourceSpans[0].scopeSpans[0].spans).toHaveLength(3);
  expect(receiver.requests[0]!.headers['content-encoding']).toBe('gzip');
});
