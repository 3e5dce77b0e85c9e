import { join } from 'node:path';
import { doctor, type Environment } from './support/doctor';
import { GrpcService } from './support/grpc-service';
import { PlainServer } from './support/plain-server';
import { Receiver } from './support/receiver';
import { applications } from './support/run-child';

const kNobody = 'http://127.0.0.1:9';

let receiver: Receiver;
beforeAll(async () => void (receiver = await Receiver.start()));
afterAll(() => receiver.stop());

/** Uses a receiver that accepts everything, unless the case names another. */
function arriving(env: Environment, ...node: string[]) {
  return doctor({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env }, { node });
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
    ['/v1/logs', 0],
    ['/v1/metrics', 0],
    ['/v1/traces', 0],
  ]);
});

test.each<[string, Environment]>([
  ['OTEL_EXPORTER_OTLP_PROTOCOL', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/xml' }],
  ['OTEL_EXPORTER_OTLP_HEADERS', { OTEL_EXPORTER_OTLP_HEADERS: 'bad name=1' }],
  ['OTEL_SPAN_EVENT_COUNT_LIMIT', { OTEL_SPAN_EVENT_COUNT_LIMIT: '-1' }],
  ['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', { OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: '-1' }],
  ['OTEL_BLRP_SCHEDULE_DELAY', { OTEL_BLRP_SCHEDULE_DELAY: '-1' }],
  ['OTEL_LOGS_EXPORTER', { OTEL_LOGS_EXPORTER: 'otlp,unheard-of' }],
  ['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'nonsense' }],
])('a wrong %s is a finding, and traces arrive', async (name, env) => {
  const { code, stdout } = await arriving(env);
  expect(stdout).toMatch(new RegExp(`\\n  warning +.*${name}`));
  expect(stdout).toMatch(/\nTraces would arrive\.\n$/);
  expect(code).toBe(0);
});

describe('traces would not arrive', () => {
  test.each<[string, Environment]>([
    ['ECONNREFUSED: nobody listens there', { OTEL_EXPORTER_OTLP_ENDPOINT: kNobody }],
    ['ENOENT: there is no such socket', { OTEL_EXPORTER_OTLP_ENDPOINT: 'unix:///no/socket' }],
    ['OTEL_SDK_DISABLED is true', { OTEL_SDK_DISABLED: 'true' }],
    ['traces go nowhere', { OTEL_TRACES_EXPORTER: 'none' }],
    ['traces go nowhere', { OTEL_TRACES_EXPORTER: 'zipki' }],
    ['OTEL_TRACES_SAMPLER records no trace', { OTEL_TRACES_SAMPLER: 'always_off' }],
    ['is not a URL', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }],
    ['its scheme is', { OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://127.0.0.1' }],
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
    receiver.answers.push(...Array(3).fill({ status, body: Buffer.from('no such\n\u001btoken') }));
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
    expect(stdout).toMatch(
      /error +traces: no binary loads here; .*npm install @opentelemetry\/sdk-trace/,
    );
    expect(stdout).toMatch(/not installed +.*sdk-trace/);
    expect(code).toBe(1);
  });
});

describe('logs', () => {
  const logsIn = (stdout: string) => /\nLogs\n((?: .*\n)*)/.exec(stdout)?.[1];

  test('the destination with its own settings', async () => {
    const endpoint = `${receiver.endpoint}/own/logs`;
    const { stdout } = await arriving({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: endpoint });
    expect(logsIn(stdout)).toMatch(/exporter +otlp, http\/protobuf\n +sent by +native threads\n/);
    expect(logsIn(stdout)).toMatch(/endpoint +http.*\/own\/logs\n +answer +200 OK/);
  });

  test('several exporters', async () => {
    const { stdout } = await arriving({ OTEL_LOGS_EXPORTER: 'console,otlp' });
    expect(logsIn(stdout)).toMatch(/exporter +console\n +sent by +the official SDK/);
    expect(logsIn(stdout)).toMatch(/exporter +otlp, /);
  });

  test('none', async () => {
    expect(logsIn((await arriving({ OTEL_LOGS_EXPORTER: 'none' })).stdout)).toBeUndefined();
  });

  test('a receiver that does not take them is a warning: traces arrive', async () => {
    const { code, stdout } = await arriving({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: kNobody });
    expect(stdout).toMatch(
      /warning +logs: http:\/\/127\.0\.0\.1:9\/ does not take them: .*ECONNREFUSED/,
    );
    expect(code).toBe(0);
  });

  test('a package that is missing is a warning', async () => {
    const env = { HIDDEN_PACKAGES: '@opentelemetry/sdk-logs', OTEL_LOGS_EXPORTER: 'console' };
    const { code, stdout } = await arriving(
      env,
      '--require',
      join(applications, 'hide-packages.cjs'),
    );
    expect(stdout).toMatch(/warning +logs: .*npm install @opentelemetry\/sdk-logs/);
    expect(code).toBe(0);
  });
});

test('no binary loads, and the official SDK is there', async () => {
  const { code, stdout } = await arriving({}, '--require', join(applications, 'break-dlopen.cjs'));
  expect(stdout).toMatch(/sent by +the official SDK, as no binary loads/);
  expect(stdout).toMatch(/warning +@otel-native\/native-core has no binary that loads/);
  expect(code).toBe(0);
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
  expect(line('OTEL_LOGS_EXPORTER')).toBe('otlp');
  expect(line('OTEL_NATIVE_EXIT_TIMOUT')).toContain('did you mean OTEL_NATIVE_EXIT_TIMEOUT?');
  expect(line('OTEL_TEAM')).toBe('not known here');
});

test.each([[[]], [['--json']]])('secrets are not printed, with %j', async (args) => {
  // This server echoes the request, as some gateways do.
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
    { args },
  );
  await server.stop();
  expect(code).toBe(1);
  expect(stdout).toContain('401 Unauthorized');
  const printed = stdout + stderr;
  expect(printed).not.toContain('marked');
  const basic = Buffer.from('marked-user:marked-password').toString('base64');
  expect(printed).not.toContain(basic);
});

test('a folder of addons that holds none is a finding, and the usual places are used', async () => {
  const { code, stdout, stderr } = await arriving({ OTEL_NATIVE_ADDON_DIR: '/no/addons' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/warning +OTEL_NATIVE_ADDON_DIR: \/no\/addons.* is not used/);
  expect(stdout).toMatch(/@otel-native\/native-core +\/.*otel_native_core\.node\n/);
  expect(code).toBe(0);
});

test('contexts are carried as the environment wants it', async () => {
  const { stdout } = await arriving({ OTEL_NATIVE_CONTEXT_MODE: 'async-local-storage' });
  expect(stdout).toContain('mode  async-local-storage: OTEL_NATIVE_CONTEXT_MODE asks for it\n');
});

test('how Node would keep contexts in native frames', async () => {
  const isByFlag = process.allowedNodeEnvironmentFlags.has('--experimental-async-context-frame');
  const { stdout, code } = await arriving({}, ...(isByFlag ? [] : ['--no-async-context-frame']));
  const advice = isByFlag
    ? 'NODE_OPTIONS=--experimental-async-context-frame keeps'
    : 'Node without --no-async-context-frame keeps';
  expect(stdout).toMatch(
    new RegExp(
      `\\n  mode  async-local-storage: .* elsewhere\\n +${advice} contexts in native frames: `,
    ),
  );
  expect(code).toBe(0);
});

test('--json prints one object', async () => {
  const { stdout, code } = await doctor(
    { OTEL_EXPORTER_OTLP_ENDPOINT: kNobody },
    { args: ['--json'] },
  );
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
  const help = await doctor({}, { args: ['--help'] });
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage: npx @otel-native\/sdk doctor/);
  const unknown = await doctor({}, { args: ['--what'] });
  expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: "Unknown option '--what'\n" });
});
