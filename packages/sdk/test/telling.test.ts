import { Receiver } from './support/receiver';
import { runChild, type ChildOptions } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

function run(app: string[], env: Record<string, string>, options: ChildOptions = {}) {
  return runChild(['--import', '@otel-native/sdk/register', ...app], {
    ...options,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  });
}

test.each(['debug', 'info', 'warn'])(
  'diagnostics of level %s leave stdout alone',
  async (level) => {
    const { stdout, stderr } = await run(['spans.cjs', 'normal'], { OTEL_LOG_LEVEL: level });
    expect(stdout).toBe('');
    if (level === 'warn') expect(stderr).toBe('');
    else {
      expect(stderr).toMatch(
        /^otel-native info: started \d\S* on Node.js v\d\S*, .*; binary: .*\.node; context: \S+; traces: http:.*; metrics: http:/m,
      );
    }
  },
);

test.each(['normal', 'exit', 'wait'])('OTEL_NATIVE_SUMMARY=1, %s: one line', async (ending) => {
  const whenReady: ChildOptions['whenReady'] = (child) => child.kill('SIGTERM');
  const env = { OTEL_NATIVE_SUMMARY: '1' };
  const { stderr } = await run(['spans.cjs', ending], env, { whenReady });
  expect(stderr).toBe('otel-native summary: 3 spans ended, 3 exported, 0 lost\n');
});

test.each(['', 'process.exit()', 'throw new Error()'])(
  'the summary comes last without traces too: "%s"',
  async (ending) => {
    const program = `
      const { logs, metrics } = require('@opentelemetry/api');
      metrics.getMeter('application').createCounter('counter').add(1);
      logs.getLogger('application').emit({ body: 'it' });
      ${ending}`;
    const env = { OTEL_NATIVE_SUMMARY: '1', OTEL_TRACES_EXPORTER: 'none' };
    const { stderr } = await run(['-e', program], env);
    expect(stderr).toContain(
      'otel-native summary: 1 data points ended, 1 exported, 0 lost; 1 log records ended, 1 exported, 0 lost\n',
    );
  },
);

test('stats() is there under the preload', async () => {
  const program = `
    const { trace } = require('@opentelemetry/api');
    const { stats } = require('@otel-native/sdk');
    trace.getTracer('application').startSpan('span').end();
    console.log(JSON.stringify(stats().traces.ended));`;
  expect(await run(['-e', program], {})).toMatchObject({ stdout: '1\n', stderr: '' });
});

test('what is said about each span again is a line of each kind', async () => {
  const program = `
    const { trace } = require('@opentelemetry/api');
    for (let i = 0; i < 1000; i++) {
      const span = trace.getTracer('application').startSpan('span');
      span.end();
      span.end();
    }`;
  const { stderr } = await run(['-e', program], {});
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringContaining('Cannot execute the operation on ended Span'),
    expect.stringContaining('You can only call end() on a span once'),
  ]);
});

test('a thrown value that cannot be shown does not reach the application', async () => {
  const program = `
    const { diag } = require('@opentelemetry/api');
    const hostile = { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); } };
    diag.warn('warned of', hostile);
    diag.error('failed', Object.assign(new Error(), { message: Symbol('text') }));
    console.log('goes on');`;
  const { code, stdout, stderr } = await run(['-e', program], {});
  expect([code, stdout]).toEqual([0, 'goes on\n']);
  expect(stderr).toMatch(/warned of \(cannot be shown\)\n.*failed Symbol\(text\)\n/);
});

/** Marked secrets in every place of the environment that can hold one, and a receiver that echoes them. */
describe.each(['normal', 'exit'])('secrets are never printed: %s', (ending) => {
  const kSecret = 'sEcrEt';
  const body = Buffer.from(
    `denied: authorization: Bearer ${kSecret}-token, x-key=${kSecret}-key, q=${kSecret}-query`,
  );
  const settings: Record<string, string>[] = [
    {},
    { OTEL_EXPORTER_OTLP_HEADERS: `authorization: Bearer ${kSecret}-token,a=b` },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `ftp://me:${kSecret}@host/?key=${kSecret}-query` },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `http://me:${kSecret}@127.0.0.1:1` },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `me:${kSecret}@127.0.0.1:1` },
    { OTEL_EXPORTER_OTLP_HEADERS: `${kSecret}-token x=1` },
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://me:${kSecret}@127.0.0.1:1`,
      OTEL_NATIVE_EXIT_TIMEOUT: '300',
    },
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_NATIVE_EXIT_TIMEOUT: '300' },
  ];

  test.each(settings)('%j', async (setting) => {
    const answer = { status: 403, headers: { 'content-type': 'text/plain' }, body };
    receiver.answers.push(answer, answer);
    const { stdout, stderr } = await run(['spans.cjs', ending], {
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: `authorization=Bearer%20${kSecret}-token,x-key=${kSecret}-key`,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT:
        'OTEL_EXPORTER_OTLP_ENDPOINT' in setting
          ? ''
          : `${receiver.endpoint}/v1/traces?api_key=${kSecret}-query`,
      OTEL_LOG_LEVEL: 'info',
      ...setting,
    });
    expect(stderr).toContain('otel-native');
    expect(stdout + stderr).not.toContain(kSecret);
  });
});
