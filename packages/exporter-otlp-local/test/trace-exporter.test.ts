import { diag } from '@opentelemetry/api';
import { BatchSpanProcessor, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import {
  OtlpLocalTraceExporter,
  type OtlpLocalTraceExporterOptions,
  type TraceExportResult,
} from '@otel-native/exporter-otlp-local';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

type Answer = (response: ServerResponse) => void;

const kAccept: Answer = (response) => response.writeHead(200).end();
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

let server: Server;
let bodies: Buffer[];
/** Answers for the next requests; all later ones are accepted. */
let answers: Answer[];

beforeEach(async () => {
  bodies = [];
  answers = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks));
      (answers.shift() ?? kAccept)(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  diag.disable();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function makeExporter(
  timeoutMillis = 5_000,
  options: OtlpLocalTraceExporterOptions = {},
): OtlpLocalTraceExporter {
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return new OtlpLocalTraceExporter({ endpoint, timeoutMillis, ...options });
}

/** Ends a span through the official SDK and returns the exporter's result. */
async function exportOne(exporter: OtlpLocalTraceExporter, name = 'one'): Promise<string> {
  let answer = 'not asked';
  const recording = {
    export: (spans: object[], resultCallback: (result: TraceExportResult) => void) =>
      exporter.export(spans, (result) => {
        answer = result.code === 0 ? 'ok' : String(result.error?.message);
        resultCallback(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
  const spanProcessors = [new SimpleSpanProcessor({ exporter: recording })];
  const provider = new TracerProvider({ spanProcessors });
  provider.getTracer('test').startSpan(name).end();
  // The official provider also rejects if an export failed; the exporter's result is enough.
  await provider.forceFlush().catch(() => {});
  await exporter.forceFlush();
  return answer;
}

test('behind the official BatchSpanProcessor: every span arrives once', async () => {
  const spanProcessors = [
    new BatchSpanProcessor({ exporter: makeExporter(), maxExportBatchSize: 100 }),
  ];
  const provider = new TracerProvider({ spanProcessors });
  const tracer = provider.getTracer('official');
  for (let i = 0; i < 1_000; i++) tracer.startSpan(`span <${i}>`).end();
  await provider.forceFlush();
  await provider.shutdown();
  const names = bodies.flatMap((body) => body.toString('latin1').match(/span <\d+>/g) ?? []);
  expect(names).toHaveLength(1_000);
  expect(new Set(names).size).toBe(1_000);
});

test('an answer that may pass is waited for as long as the server asks', async () => {
  answers.push(status(503, { 'retry-after': '1' }));
  expect(await exportOne(makeExporter())).toBe('ok');
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toEqual(bodies[0]);
});

test('gzip is that of Node, at the level that is asked for', async () => {
  const name = 'a name '.repeat(100);
  for (const compressionLevel of [undefined, 1, 9]) {
    const exporter = makeExporter(5_000, { compression: 'gzip', compressionLevel });
    expect(await exportOne(exporter, name)).toBe('ok');
  }
  for (const body of bodies) expect(gunzipSync(body).toString('latin1')).toContain(name);
  // A byte of the header says how: 4 for the fastest level, 2 for the smallest, 0 for others.
  expect(bodies.map((body) => body[8])).toEqual([0, 4, 2]);
});

test.each([400, 413])('the final answer %d fails the export', async (code) => {
  answers.push(status(code));
  expect(await exportOne(makeExporter())).toContain(`HTTP ${code}`);
  expect(bodies).toHaveLength(1);
});

test('the time bounds all attempts together', async () => {
  answers.push(status(429, { 'retry-after': '3600' }));
  expect(await exportOne(makeExporter(300))).toContain('gave up after 300 ms: 127.0.0.1');
  answers.push(() => undefined);
  expect(await exportOne(makeExporter(300))).toContain('timed out while waiting for the response');
});

test('rejected spans are told once', async () => {
  const warnings: string[] = [];
  const log = (message: string) => void warnings.push(message);
  diag.setLogger({ error: log, warn: log, info: () => {}, debug: () => {}, verbose: () => {} });
  const partial: Answer = (response) =>
    response.writeHead(200).end(Buffer.from('\x0a\x0a\x08\x02\x12\x06no, no', 'latin1'));
  answers.push(partial, partial);
  const exporter = makeExporter();
  expect(await exportOne(exporter)).toBe('ok');
  expect(await exportOne(exporter)).toBe('ok');
  expect(warnings).toEqual([expect.stringMatching(/^The receiver rejected 2 spans: .*no, no$/)]);
});

test('after its shutdown it fails what it is given, and further shutdowns are the same', async () => {
  const exporter = makeExporter();
  expect(exporter.shutdown()).toBe(exporter.shutdown());
  await exporter.shutdown();
  expect(await exportOne(exporter)).toContain('was shut down');
  expect(bodies).toHaveLength(0);
});

test('a callback that throws stops nothing', async () => {
  const exporter = makeExporter();
  exporter.export([], () => {
    throw new Error('on purpose');
  });
  expect(await exportOne(exporter)).toBe('ok');
});
