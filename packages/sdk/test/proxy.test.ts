import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import https from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { SelfSigned } from './support/certificates';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

// Node's own `https` knows proxies, and native code does not.

const tls = new SelfSigned('server');
const server = { key: tls.key, cert: tls.cert };

let receiver: Receiver;
let proxy: Server;
/** The hosts that clients asked the proxy to connect to. */
let asked: string[];

beforeEach(async () => {
  receiver = await Receiver.start(server);
  asked = [];
  proxy = createServer().on('connect', ({ url = '' }, client, head) => {
    asked.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});
afterEach(async () => {
  await receiver.stop();
  proxy.close();
});

function run(env: Record<string, string>, ...programArguments: string[]) {
  return runChild(['--import', '@otel-native/sdk/register', 'spans.cjs', ...programArguments], {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      ...env,
    },
  });
}

test('a proxy that Node does not use either is not used', async () => {
  expect(await run({})).toMatchObject({ code: 0, stderr: '' });
  expect(receiver.names()).toEqual(['span 0', 'span 1', 'span 2']);
  expect(asked).toEqual([]);
});

// Versions of Node without `--use-env-proxy` have no such option.
const testWithProxy = 'proxyEnv' in https.globalAgent.options ? test : test.skip;

testWithProxy(
  'with NODE_USE_ENV_PROXY, spans go through the proxy, which is said once',
  async () => {
    const env = { NODE_USE_ENV_PROXY: '1', OTEL_LOG_LEVEL: 'info' };
    const { code, stderr } = await run(env);
    expect(code).toBe(0);
    expect(receiver.names()).toEqual(['span 0', 'span 1', 'span 2']);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set([new URL(receiver.endpoint).host]));
    const lines = stderr.split('\n').filter((line) => line.includes('through node:https'));
    expect(lines).toEqual([expect.stringContaining('through a proxy (HTTPS_PROXY)')]);
  },
);

testWithProxy(
  'a request that the server calls too large is sent in halves through node:https',
  async () => {
    receiver.answers.push(
      { status: 413 },
      { status: 400, body: Buffer.from('http: request body too large') },
    );
    const { code, stderr } = await run({ NODE_USE_ENV_PROXY: '1' }, 'normal', '4');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // The whole request, one half and each of its spans alone, and the other half.
    expect(receiver.names()).toHaveLength(4 + 2 + 1 + 1 + 2);
    expect(new Set(receiver.names())).toEqual(new Set(['span 0', 'span 1', 'span 2', 'span 3']));
  },
);
