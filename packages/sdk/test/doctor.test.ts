import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelfSigned } from './support/certificates';
import { GrpcService } from './support/grpc-service';
import { PlainServer } from './support/plain-server';
import { Receiver } from './support/receiver';
import { applications, runChild, type ChildResult } from './support/run-child';

const kCli = join(__dirname, '../dist/cli/main.js');
const kNobody = 'http://127.0.0.1:9';

const directory = mkdtempSync(join(tmpdir(), 'otel-native-doctor-'));
let receiver: Receiver;
beforeAll(async () => void (receiver = await Receiver.start()));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await receiver.stop();
});

type Environment = Record<string, string>;

function doctor(env: Environment, args: string[] = [], node: string[] = []): Promise<ChildResult> {
  return runChild([...node, kCli, 'doctor', ...args], { env });
}

/** With a receiver that takes everything, where a case does not say otherwise. */
function arriving(env: Environment, ...node: string[]): Promise<ChildResult> {
  return doctor({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env }, [], node);
}

test('where a receiver answers, traces would arrive', async () => {
  const before = receiver.requests.length;
  const { code, stdout, stderr } = await arriving({ OTEL_SERVICE_NAME: 'shop' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/@otel-native\/sdk +\d+\.\d+\.\d+\n/);
  expect(stdout).toMatch(/@opentelemetry\/api +1\.\d+\.\d+\n/);
  expect(stdout).toMatch(/Node\.js +v\d.* \(ABI \d+\)/);
  expect(stdout).toMatch(/@otel-native\/native-core +\/.*otel_native_core\.node\n/);
  expect(stdout).toMatch(/mode +native-frame\n/);
  expect(stdout).toMatch(/OTEL_SERVICE_NAME +shop\n/);
  expect(stdout).toMatch(/endpoint +http:\/\/127\.0\.0\.1:\d+\/v1\/traces\n/);
  expect(stdout).toMatch(/answer +200 OK \(\d+ ms\)\n/);
  expect(stdout).toMatch(/copy of import-in-the-middle +\d/);
  expect(stdout).toMatch(/\nTraces would arrive\.\n$/);
  expect(code).toBe(0);
  const requests = receiver.requests.slice(before);
  expect(requests.map(({ path, body }) => [path, body.length]).sort()).toEqual([
    ['/v1/metrics', 0],
    ['/v1/traces', 0],
  ]);
});

describe('traces would not arrive', () => {
  test.each<[string, Environment]>([
    ['ECONNREFUSED: nobody listens there', { OTEL_EXPORTER_OTLP_ENDPOINT: kNobody }],
    ['ENOENT: there is no such socket', { OTEL_EXPORTER_OTLP_ENDPOINT: 'unix:///no/socket' }],
    ['OTEL_SDK_DISABLED is true', { OTEL_SDK_DISABLED: 'true' }],
    ['traces go nowhere', { OTEL_TRACES_EXPORTER: 'none' }],
    ['traces go nowhere', { OTEL_TRACES_EXPORTER: 'zipki' }],
    ['OTEL_TRACES_SAMPLER records no trace', { OTEL_TRACES_SAMPLER: 'always_off' }],
    ['is "http/xml"', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/xml' }],
    ['is not a URL', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }],
    ['its scheme is', { OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://127.0.0.1' }],
    ['HTTP does not allow', { OTEL_EXPORTER_OTLP_HEADERS: 'bad name=1' }],
    ['OTEL_SPAN_EVENT_COUNT_LIMIT is -1', { OTEL_SPAN_EVENT_COUNT_LIMIT: '-1' }],
    ['OTEL_CONFIG_FILE cannot be used', { OTEL_CONFIG_FILE: '/no/file.yaml' }],
  ])('%s', async (message, env) => {
    const { code, stdout, stderr } = await arriving(env);
    expect(stderr).toBe('');
    const errors = stdout.split('\n').filter((line) => /^  error +/.test(line));
    expect(errors.join('\n')).toContain(message);
    expect(stdout).toMatch(/\nTraces would not arrive\.\n$/);
    expect(code).toBe(1);
  });

  test.each([
    [401, '401 Unauthorized: no such token: check OTEL_EXPORTER_OTLP_HEADERS'],
    [404, '404 Not Found: no such token: check the path of the endpoint'],
    [503, '503 Service Unavailable: no such token'],
  ])('the receiver answers %p', async (status, text) => {
    receiver.answers.push(...Array(2).fill({ status, body: Buffer.from('no such\n\u001btoken') }));
    const { code, stdout } = await arriving({});
    expect(stdout).toContain(`does not take them: ${text}\n`);
    expect(code).toBe(1);
  });

  test('a port that speaks gRPC is told from one that speaks HTTP/1.1', async () => {
    const service = await GrpcService.start(Buffer.alloc(0));
    const { code, stdout } = await arriving({ OTEL_EXPORTER_OTLP_ENDPOINT: service.endpoint });
    await service.stop();
    expect(stdout).toContain('OTEL_EXPORTER_OTLP_PROTOCOL=grpc');
    expect(code).toBe(1);
  });

  test('no binary loads, and there is nothing in its place', async () => {
    const hidden = '@opentelemetry/sdk-trace';
    const node = ['--require', join(applications, 'break-dlopen.cjs')];
    node.push('--require', join(applications, 'hide-packages.cjs'));
    const { code, stdout } = await arriving({ HIDDEN_PACKAGES: hidden }, ...node);
    expect(stdout).toMatch(/@otel-native\/native-core +none loads/);
    expect(stdout).toMatch(/mode +async-local-storage: /);
    expect(code).toBe(1);
  });
});

test('no binary loads, and the official SDK is there', async () => {
  const { code, stdout } = await arriving({}, '--require', join(applications, 'break-dlopen.cjs'));
  expect(stdout).toMatch(/sent by +the official SDK, as no binary loads/);
  expect(stdout).toMatch(/warning +@otel-native\/native-core: .*no binary that loads/);
  expect(code).toBe(0);
});

describe('every way to a receiver is asked', () => {
  test.each<[string, Environment]>([
    ['http/json', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
    ['gzip', { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }],
  ])('%s', async (_name, env) => {
    const { code, stdout } = await arriving({ ...env, OTEL_METRICS_EXPORTER: 'none' });
    expect(stdout).toContain('answer    200 OK');
    expect(code).toBe(0);
  });

  test('grpc', async () => {
    const service = await GrpcService.start(Buffer.alloc(0));
    const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_METRICS_EXPORTER: 'none' };
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: service.endpoint };
    const { code, stdout } = await arriving({ ...env, ...endpoint });
    await service.stop();
    expect(stdout).toMatch(/answer +OK \(/);
    expect(service.paths).toEqual(['/opentelemetry.proto.collector.trace.v1.TraceService/Export']);
    expect(code).toBe(0);
  });

  test('https, with and without the certificate of its authority', async () => {
    const { cert, key, certPath } = new SelfSigned('server');
    const secure = await Receiver.start({ cert, key });
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: secure.endpoint };
    const trusted = await arriving({ ...env, OTEL_EXPORTER_OTLP_CERTIFICATE: certPath });
    const stranger = await arriving(env);
    await secure.stop();
    expect(trusted.stdout).toContain("sent by   native threads and Node's TLS\n");
    expect(trusted.code).toBe(0);
    expect(stranger.stdout).toContain('self-signed certificate');
    expect(stranger.code).toBe(1);
  });

  test('a Unix socket', async () => {
    const socket = join(directory, 'otlp.sock');
    const paths: (string | undefined)[] = [];
    const server = await PlainServer.start((request, response) => {
      paths.push(request.url);
      response.end();
    }, socket);
    const { code, stdout } = await arriving({ OTEL_EXPORTER_OTLP_ENDPOINT: `unix://${socket}` });
    await server.stop();
    expect(paths.sort()).toEqual(['/v1/metrics', '/v1/traces']);
    expect(stdout).toContain(`endpoint  unix://${socket}\n`);
    expect(code).toBe(0);
  });

  test('the exporters of a configuration file', async () => {
    const path = join(directory, 'otel.yaml');
    writeFileSync(
      path,
      `file_format: "1.0"
tracer_provider:
  processors:
    - batch: { exporter: { otlp_http: { endpoint: "${receiver.endpoint}/from/file" } } }
    - batch: { exporter: { otlp_http: { endpoint: "${kNobody}" } } }`,
    );
    const { code, stdout } = await doctor({ OTEL_CONFIG_FILE: path });
    expect(stdout).toContain(`set up by  ${path}\n`);
    expect(stdout).toContain(`${receiver.endpoint}/from/file\n`);
    expect(stdout).toMatch(/warning +traces: http:\/\/127\.0\.0\.1:9 does not take them/);
    expect(receiver.requests.at(-1)!.path).toBe('/from/file');
    expect(code).toBe(0);
  });

  test('a receiver that does not answer, for a bounded time', async () => {
    receiver.answers.push(...Array(2).fill({ status: 200, instead: 'hang' }));
    const { code, stdout } = await arriving({ OTEL_EXPORTER_OTLP_TIMEOUT: '200' });
    expect(stdout).toContain('does not take them: no answer within 200 ms');
    expect(code).toBe(1);
  });
});

test('each variable that is set is there with how it is understood', async () => {
  const { stdout } = await arriving({
    OTEL_BSP_SCHEDULE_DELAY: '5s',
    OTEL_TRACES_SAMPLER: 'always-on',
    OTEL_PROPAGATORS: 'tracecontext, b4',
    OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_NATIVE_EXIT_TIMOUT: '3',
    OTEL_TEAM: 'checkout',
  });
  const line = (name: string) => new RegExp(`^  ${name} +(.*)$`, 'm').exec(stdout)?.[1];
  expect(line('OTEL_BSP_SCHEDULE_DELAY')).toBe(
    '5s  (expected a number without a unit; 5000 is used)',
  );
  expect(line('OTEL_TRACES_SAMPLER')).toContain('parentbased_always_on is used');
  expect(line('OTEL_PROPAGATORS')).toContain('b4 is unknown; known: tracecontext');
  expect(line('OTEL_EXPORTER_OTLP_TIMEOUT')).toBe('3000 ms');
  expect(line('OTEL_LOGS_EXPORTER')).toBe('has no effect: logs are not exported here');
  expect(line('OTEL_NATIVE_EXIT_TIMOUT')).toContain('did you mean OTEL_NATIVE_EXIT_TIMEOUT?');
  expect(line('OTEL_TEAM')).toBe('not known here');
});

test.each([[[]], [['--json']]])('secrets are not printed, with %j', async (args) => {
  // It repeats everything that it gets, as some gateways do.
  const server = await PlainServer.start((request, response) => {
    response.statusCode = 401;
    response.end(`${request.url!} ${JSON.stringify(request.headers)}`);
  });
  const { stdout, stderr, code } = await doctor(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://marked-user:marked-password@${server.host}/?key=marked-query`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=marked%20header,marked-without-name',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-token=Bearer marked-token',
      OTEL_EXPORTER_OTLP_CLIENT_KEY: '-----BEGIN PRIVATE KEY-----\nmarked-key\n',
      OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://marked-zipkin@127.0.0.1:9/',
      OTEL_EXPORTER_OTLP_HEADRES: 'x=marked-misspelt',
      OTEL_TEAM_TOKEN: 'marked-unknown',
      OTEL_TRACES_EXPORTER: 'otlp,zipkin',
    },
    args,
  );
  await server.stop();
  expect(code).toBe(1);
  expect(stdout).toContain('401 Unauthorized');
  const printed = stdout + stderr;
  expect(printed).not.toContain('marked');
  const basic = Buffer.from('marked-user:marked-password').toString('base64');
  expect(printed).not.toContain(basic);
});

test('contexts are carried as the environment wants it', async () => {
  const { stdout } = await arriving({ OTEL_NATIVE_CONTEXT_MODE: 'async-local-storage' });
  expect(stdout).toContain('mode  async-local-storage: OTEL_NATIVE_CONTEXT_MODE asks for it\n');
});

test('--json prints one object', async () => {
  const { stdout, code } = await doctor({ OTEL_EXPORTER_OTLP_ENDPOINT: kNobody }, ['--json']);
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect(report).toMatchObject({
    tracesWouldArrive: false,
    context: { mode: 'native-frame' },
    variables: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: kNobody }],
    traces: [{ exporter: 'otlp', protocol: 'http/protobuf', answer: { isOk: false } }],
  });
  expect(code).toBe(1);
});

test('--help, and options that do not exist', async () => {
  const help = await doctor({}, ['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage: npx @otel-native\/sdk doctor/);
  const unknown = await doctor({}, ['--what']);
  expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: "Unknown option '--what'\n" });
});
