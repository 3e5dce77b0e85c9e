import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runChild } from './support/run-child';
import { RunningChild } from './support/running-child';

const kCli = join(__dirname, '../dist/cli/main.js');

let receiver: RunningChild;
afterEach(() => receiver.end('SIGKILL'));

async function start(...args: string[]): Promise<string> {
  receiver = new RunningChild([kCli, 'receive', '--port', '0', ...args]);
  const [, url] = await receiver.waitFor('stderr', /Listening on (\S+)\. Press Ctrl-C to end\.\n/);
  return url!;
}

const kTrace = `
  const { trace, metrics, SpanStatusCode } = require('@opentelemetry/api');
  const tracer = trace.getTracer('shop');
  tracer.startActiveSpan('GET /cart', { kind: 1, attributes: { 'http.route': '/cart' } }, (root) => {
    tracer.startActiveSpan('load', (span) => {
      tracer.startSpan('SELECT', { kind: 2, attributes: { long: 'x'.repeat(500) } }).end();
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'no\\u001b[31m row' }).end();
    });
    tracer.startSpan('render').end();
    root.end();
  });
  metrics.getMeter('shop').createCounter('orders', { unit: '{order}' }).add(3, { kind: 'book' });`;

function sendTrace(url: string, code = kTrace) {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SERVICE_NAME: 'shop' };
  return runChild(['--import', '@otel-native/sdk/register', '-e', code], { env });
}

test('prints the trace of an application as a tree, its metrics as lines, and ends at Ctrl-C', async () => {
  await sendTrace(await start());
  await receiver.waitFor('stdout', /render.*\n/);
  await receiver.waitFor('stdout', /metric orders.*\n/);
  expect(await receiver.end()).toBe(0);
  const tree = receiver.stdout
    .replace(/[0-9a-f]{32}/, 'ID')
    .replace(/\d[\d.]* (µs|ms|s) /g, 'TIME ')
    .replace(/ x{20,}…/, ' xxx…')
    .split('\n')
    .filter((line) => !line.startsWith('metric'));
  expect(tree.slice(0, 5)).toEqual([
    'trace ID  shop  4 spans',
    'GET /cart  TIME  server  shop  http.route=/cart',
    '├─ load  TIME  ERROR no\\u001b[31m row  shop',
    `│  └─ SELECT  TIME  client  shop  long=${'x'.repeat(79)}…`,
    '└─ render  TIME  shop',
  ]);
  expect(receiver.stdout).toContain('metric orders  3 {order}  kind=book\n');
  expect(receiver.stderr).toMatch(/\n4 spans, 1 data point, 0 log records; 0 requests refused\n$/);
});

test('--json prints a line for each span and metric', async () => {
  await sendTrace(await start('--json'));
  await receiver.waitFor('stdout', /"type":"metric".*\n/);
  await receiver.waitFor('stdout', /("type":"span"[^]*){4}\n/);
  await receiver.end('SIGTERM');
  const lines = receiver.stdout.trim().split('\n');
  const received = lines.map((line) => JSON.parse(line) as { type: string; name: string });
  expect(received.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    ...['metric orders', 'span GET /cart', 'span SELECT', 'span load', 'span render'],
  ]);
});

const kLogs = `
  const { logs, trace } = require('@opentelemetry/api');
  const { LoggerProvider } = require('@otel-native/native-core/logs');
  const { OtlpLocalExporter } = require('@otel-native/exporter-otlp-local');
  const provider = new LoggerProvider({ exporter: new OtlpLocalExporter() });
  const logger = provider.getLogger('shop');
  trace.getTracer('shop').startActiveSpan('GET /cart', (root) => {
    trace.getTracer('shop').startSpan('load').end();
    logger.emit({ eventName: 'load.failed', exception: new TypeError('no rows'), attributes: { a: 1 } });
    logger.emit({ severityNumber: 10, body: 'a\u001b[31m row', attributes: { rows: 1 } });
    root.end();
  });
  logger.emit({ severityText: 'notice', eventName: 'shop.closed', body: { at: 5 } });`;

test('prints log records under their spans, and as lines without a span', async () => {
  await sendTrace(await start(), kLogs);
  await receiver.waitFor('stdout', /• INFO.*\n/);
  await receiver.waitFor('stdout', /log notice.*\n/);
  expect(await receiver.end()).toBe(0);
  const lines = receiver.stdout.replace(/\d[\d.]* (µs|ms|s) /g, 'TIME ').split('\n');
  const root = lines.findIndex((line) => line.startsWith('GET /cart'));
  expect(lines.slice(root, root + 4)).toEqual([
    'GET /cart  TIME  shop',
    '│  • load.failed  TypeError: no rows  a=1',
    '│  • INFO  a\\u001b[31m row  rows=1',
    '└─ load  TIME  shop',
  ]);
  expect(lines).toContain('log notice  shop.closed  {"at":5}');
  expect(receiver.stderr).toMatch(/\n2 spans, 0 data points, 3 log records; 0 requests refused\n$/);
});

test('--json prints a line for each log record', async () => {
  await sendTrace(await start('--json'), kLogs);
  await receiver.waitFor('stdout', /("type":"log"[^]*){3}\n/);
  await receiver.end('SIGTERM');
  const lines = receiver.stdout.trim().split('\n');
  const received = lines.map((line) => JSON.parse(line) as { type: string; body: unknown });
  const logs = received.filter(({ type }) => type === 'log');
  expect(logs.map(({ body }) => body)).toEqual([undefined, 'a\u001b[31m row', { at: 5 }]);
});

test('what still waits for its root is printed at Ctrl-C', async () => {
  const url = await start();
  const orphan = `
    const { trace, context, TraceFlags } = require('@opentelemetry/api');
    const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1, isRemote: true };
    trace.getTracer('x').startSpan('left', {}, trace.setSpanContext(context.active(), parent)).end();`;
  await sendTrace(url, orphan);
  expect(await receiver.end()).toBe(0);
  expect(receiver.stdout).toContain(`(parent ${'b'.repeat(16)} did not come)`);
});

test('garbage, another type and another path are refused, with a line', async () => {
  const url = await start();
  const post = async (path: string, type: string, body: Uint8Array) => {
    const headers = { 'content-type': type };
    return (await fetch(`${url}${path}`, { method: 'POST', headers, body })).status;
  };
  const garbage = Buffer.from('garbage');
  expect(await post('/v1/traces', 'application/x-protobuf', garbage)).toBe(400);
  expect(await post('/v1/traces', 'application/json', garbage)).toBe(415);
  expect(await post('/v2', 'application/x-protobuf', garbage)).toBe(404);
  expect(await post('/v1/traces', 'application/x-protobuf', Buffer.alloc(0))).toBe(200);
  expect(await receiver.end()).toBe(0);
  expect(receiver.stderr).toContain('refused a request: only application/x-protobuf\n');
  expect(receiver.stderr).toContain('; 3 requests refused\n');
});

test('a port in use is one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, stdout, stderr } = await runChild([kCli, 'receive', '--port', String(port)]);
  server.close();
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: `Port ${port} is in use, perhaps by a Collector: end that, or give another one with --port.\n`,
  });
});

test.each([
  [['--port', 'x'], '--port is x: expected a number from 0 to 65535\n'],
  [['--port', '70000'], '--port is 70000: expected a number from 0 to 65535\n'],
  [['--what'], "Unknown option '--what'\n"],
])('receive %p is not understood', async (args, message) => {
  const { code, stderr } = await runChild([kCli, 'receive', ...args]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: message });
});
