import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelfSigned } from './support/certificates';
import { doctor, type Environment } from './support/doctor';
import { GrpcService } from './support/grpc-service';
import { PlainServer } from './support/plain-server';
import { Receiver } from './support/receiver';

const kNobody = 'http://127.0.0.1:9';

const directory = mkdtempSync(join(tmpdir(), 'otel-native-doctor-'));
let receiver: Receiver;
beforeAll(async () => void (receiver = await Receiver.start()));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await receiver.stop();
});

/** Uses a receiver that accepts everything, unless the case names another. */
function arriving(env: Environment) {
  return doctor({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env });
}

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
    expect(service.paths.sort()).toEqual([
      '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
      '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    ]);
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
    expect(paths.sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
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
    - batch: { exporter: { otlp_http: { endpoint: "${kNobody}" } } }
meter_provider:
  readers:
    - periodic: { exporter: { otlp_http: { endpoint: "${receiver.endpoint}/metrics/from/file" } } }
    - pull: { exporter: { prometheus/development: {} } }
logger_provider:
  processors:
    - event_to_span_event_bridge/development: {}
    - batch: { exporter: { otlp_http: { endpoint: "${receiver.endpoint}/logs/from/file" } } }
    - batch: { exporter: { otlp_http: { endpoint: "${kNobody}/logs" } } }
    - simple: { exporter: { otlp_file/development: { output_stream: "file:///var/log/a" } } }`,
    );
    const before = receiver.requests.length;
    const { code, stdout } = await doctor({ OTEL_CONFIG_FILE: path });
    expect(stdout).toContain(`set up by  ${path}\n`);
    expect(stdout).toContain(`${receiver.endpoint}/from/file\n`);
    expect(stdout).toMatch(/warning +traces: http:\/\/127\.0\.0\.1:9\/ does not take them/);
    const requests = receiver.requests.slice(before);
    expect(requests.map(({ path: asked }) => asked)).toEqual([
      '/from/file',
      '/metrics/from/file',
      '/logs/from/file',
    ]);
    expect(stdout).toMatch(/exporter +prometheus\/development\n/);
    expect(stdout).toMatch(
      /\nLogs\n(.*\n)* +exporter +otlp_file\/development\n +sent by .*\n +endpoint +file:\/\/\/var\/log\/a\n/,
    );
    expect(stdout).toMatch(/warning +logs: http:\/\/127\.0\.0\.1:9\/logs does not take them/);
    expect(code).toBe(0);
  });

  test('a receiver that does not answer, for a bounded time', async () => {
    receiver.answers.push(...Array(3).fill({ status: 200, instead: 'hang' }));
    const { code, stdout } = await arriving({ OTEL_EXPORTER_OTLP_TIMEOUT: '200' });
    expect(stdout).toContain('does not take them: no answer within 200 ms');
    expect(code).toBe(1);
  });
});
