import { metrics, trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';
import { SelfSigned } from './support/certificates';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';
import { Receiver } from './support/receiver';

// A variable means the same to every sender and for every signal: the native exporter sends to `http:`, Node's own
// network stack to `https:`.

const tls = new SelfSigned('server');
let receivers: Record<'http' | 'https', Receiver>;
beforeAll(async () => {
  receivers = {
    http: await Receiver.start(),
    https: await Receiver.start({ key: tls.key, cert: tls.cert }),
  };
});
afterAll(() => Promise.all([receivers.http.stop(), receivers.https.stop()]));
afterEach(() => {
  resetProcess();
  metrics.disable();
});

const signals = {
  traces: () => trace.getTracer('test').startSpan('span').end(),
  metrics: () => metrics.getMeter('test').createCounter('count').add(1),
};
type Signal = keyof typeof signals;

interface Row {
  /**
   * Without `OTEL_EXPORTER_OTLP_`. `SIGNAL` is the signal, `RECEIVER` the URL of the receiver, and `HOST` the same
   * without its scheme.
   */
  readonly variables: Readonly<Record<string, string>>;
  /** Default: the path of the signal. */
  readonly path?: string;
  /** Fields besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly warnings?: readonly RegExp[];
}

const base = { ENDPOINT: 'RECEIVER' };
const rows: Record<string, Row> = {
  'a base': { variables: base },
  'a base with a path and a query': {
    variables: { ENDPOINT: 'RECEIVER/base/?key=1' },
    path: '/base/v1/signal?key=1',
  },
  'an endpoint for the signal': {
    variables: { ENDPOINT: 'http://127.0.0.1:1', SIGNAL_ENDPOINT: ' RECEIVER/own?key=1#part ' },
    path: '/own?key=1',
  },
  'an endpoint for the signal without a path': {
    variables: { SIGNAL_ENDPOINT: 'RECEIVER' },
    path: '/',
  },
  'an invalid endpoint for the signal': {
    variables: { ...base, SIGNAL_ENDPOINT: 'nonsense' },
    warnings: [/SIGNAL_ENDPOINT is 'nonsense': it is not a URL.*Using OTEL_EXPORTER_OTLP_ENDPOINT/],
  },
  'port 0 for the signal': {
    variables: { ...base, SIGNAL_ENDPOINT: 'https://127.0.0.1:0' },
    warnings: [/SIGNAL_ENDPOINT is 'https:.*port 0 cannot be connected to/],
  },
  'an unknown scheme for the signal': {
    variables: { ...base, SIGNAL_ENDPOINT: 'ftp://HOST' },
    warnings: [/SIGNAL_ENDPOINT is 'ftp:.*its scheme is 'ftp:'/],
  },
  'credentials that are not percent-encoded': {
    variables: { ...base, SIGNAL_ENDPOINT: 'https://%zz:pass@HOST' },
    warnings: [/SIGNAL_ENDPOINT is 'https:\/\/\*\*\*@.*a % in it/],
  },
  credentials: {
    variables: { SIGNAL_ENDPOINT: 'SCHEME://me:p%40ss@HOST/v1/signal' },
    headers: { authorization: `Basic ${btoa('me:p@ss')}` },
  },
  'credentials and a header': {
    variables: {
      SIGNAL_ENDPOINT: 'SCHEME://me:p%40ss@HOST/v1/signal',
      HEADERS: 'Authorization=Bearer%20x',
    },
    headers: { authorization: 'Bearer x' },
  },
  headers: {
    variables: {
      ...base,
      HEADERS: 'a=general,B=general',
      SIGNAL_HEADERS: ' b = x%2Cy%3Dz;meta=1 ',
    },
    headers: { a: 'general', b: 'x,y=z' },
  },
  'headers that are malformed': {
    variables: { ...base, HEADERS: 'a=1,none,b=%zz,=c,d=' },
    headers: { a: '1' },
    warnings: [/_HEADERS: entry 2 is/, /entry 3 is/, /entry 4 is/, /entry 5 is/],
  },
  'headers that HTTP does not allow': {
    variables: { ...base, HEADERS: 'a=x%0Ay,b c=1,d=2' },
    headers: { d: '2' },
    warnings: [/header 'a' has the character "\\n"/, /header \(not shown\) has a name/],
  },
  'headers that frame the request': {
    variables: { ...base, HEADERS: 'transfer-encoding=chunked,Content-Length=1,content-type=a' },
    warnings: [/'transfer-encoding' is set by/, /'Content-Length' is set by/],
  },
  'the host and the user agent': {
    variables: { ...base, HEADERS: 'host=localhost,user-agent=mine' },
    headers: { 'user-agent': 'mine' },
    host: 'localhost',
  },
  gzip: {
    variables: { ...base, COMPRESSION: ' gzip ' },
    headers: { 'content-encoding': 'gzip' },
  },
  'no gzip for the signal': {
    variables: { ...base, COMPRESSION: 'gzip', SIGNAL_COMPRESSION: 'none' },
  },
  'an unknown compression': {
    variables: { ...base, COMPRESSION: 'gzip', SIGNAL_COMPRESSION: 'zstd' },
    headers: { 'content-encoding': 'gzip' },
    warnings: [/SIGNAL_COMPRESSION is 'zstd' and ignored, expected gzip or none/],
  },
  'the longest timeout': { variables: { ...base, TIMEOUT: '1e12' } },
  'invalid timeouts': {
    variables: { ...base, SIGNAL_TIMEOUT: '10s', TIMEOUT: '-1' },
    warnings: [/SIGNAL_TIMEOUT is '10s' and ignored/, /OTLP_TIMEOUT is '-1' and ignored/],
  },
  'an unknown protocol': {
    variables: { ...base, SIGNAL_PROTOCOL: 'smoke' },
    warnings: [/protocol for signal is "smoke" in OTEL_EXPORTER_OTLP_SIGNAL_PROTOCOL/],
  },
  'an invalid longest Retry-After': {
    variables: { ...base, OTEL_NATIVE_MAX_RETRY_AFTER: '5m' },
    warnings: [/OTEL_NATIVE_MAX_RETRY_AFTER is '5m' and ignored/],
  },
};

type Scheme = 'http' | 'https';
const cases = (['http', 'https'] as const).flatMap((scheme) =>
  (['traces', 'metrics'] as const).flatMap((signal) =>
    Object.entries(rows).map(([name, row]) => ({ scheme, signal, name, row })),
  ),
);

/** The environment of a row, in which only this signal is exported. */
function environmentOf({ variables }: Row, scheme: Scheme, signal: Signal) {
  const url = receivers[scheme].endpoint;
  const filled = (text: string) =>
    text
      .replaceAll('SIGNAL', signal.toUpperCase())
      .replaceAll('signal', signal)
      .replaceAll('RECEIVER', url)
      .replaceAll('SCHEME', scheme)
      .replaceAll('HOST', new URL(url).host);
  const entries = Object.entries(variables).map(([name, value]) => [
    name.startsWith('OTEL_') ? name : `OTEL_EXPORTER_OTLP_${filled(name)}`,
    filled(value),
  ]);
  return {
    OTEL_TRACES_EXPORTER: signal === 'traces' ? 'otlp' : 'none',
    OTEL_METRICS_EXPORTER: signal === 'metrics' ? 'otlp' : 'none',
    ...(scheme === 'https' && { OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath }),
    ...(Object.fromEntries(entries) as Record<string, string>),
  };
}

/** Fields that every request has, and that a row does not describe. */
const kUsual = ['host', 'connection', 'content-length', 'content-type', 'accept'];

test.each(cases)('$scheme, $signal, $name', async ({ scheme, signal, row }) => {
  const receiver = receivers[scheme];
  receiver.requests.length = 0;
  setEnvironment(environmentOf(row, scheme, signal));
  const said = collectDiagnostics();
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  signals[signal]();
  await sdk.shutdown();

  expect(receiver.requests).toHaveLength(1);
  const { path, headers } = receiver.requests[0]!;
  const { 'user-agent': agent, ...others } = headers;
  expect(path).toBe((row.path ?? '/v1/signal').replace('signal', signal));
  const given = Object.entries(others).filter(([name]) => !kUsual.includes(name));
  const isUsualAgent = /^OtelNative-OTLP-Exporter-JavaScript\//.test(agent!);
  expect({
    ...Object.fromEntries(given),
    ...(!isUsualAgent && { 'user-agent': agent }),
  }).toEqual(row.headers ?? {});
  expect(headers.host).toBe(row.host ?? new URL(receiver.endpoint).host);
  expect(headers['content-type']).toBe('application/x-protobuf');

  const filled = (pattern: RegExp) =>
    new RegExp(
      pattern.source.replaceAll('SIGNAL', signal.toUpperCase()).replaceAll('signal', signal),
    );
  const warnings = said.filter((line) => /^(warn|error): /.test(line));
  expect(warnings).toEqual(
    (row.warnings ?? []).map((pattern) => expect.stringMatching(filled(pattern))),
  );
});
