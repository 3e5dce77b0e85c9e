import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import type { OtlpBatch, OtlpSink } from '@otel-native/api-bridge';
import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';
import { decodeSpans } from './support/receiver';

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

/** A sink that accepts everything and keeps the names of the spans. */
function memorySink(): OtlpSink & { names: string[]; shutdown: jest.Mock } {
  const names: string[] = [];
  return {
    name: 'memory',
    names,
    exportOtlp: async (batch: OtlpBatch) => {
      names.push(...decodeSpans(batch.bytes).map(({ name }) => name));
      return { status: 'ok' };
    },
    shutdown: jest.fn(async () => undefined),
  };
}

function start(configuration: Partial<NodeSDKConfiguration> = {}): NodeSDK {
  const sdk = new NodeSDK({ autoDetectResources: false, ...configuration });
  sdk.start();
  return sdk;
}

function record(...names: string[]): void {
  for (const name of names) trace.getTracer('test').startSpan(name).end();
}

const isRegistered = () => trace.getTracer('test').startSpan('probe').isRecording();

describe('where spans go', () => {
  test('exporter: a sink gets OTLP', async () => {
    const sink = memorySink();
    const sdk = start({ exporter: sink });
    record('one', 'two');
    await sdk.forceFlush();
    expect(sink.names).toEqual(['one', 'two']);
    expect(sdk.stats()).toMatchObject({ ended: 2, exported: 2, batches: 1 });
    await sdk.shutdown();
    expect(sink.shutdown).toHaveBeenCalledTimes(1);
  });

  test('batch: the size of a request', async () => {
    const sink = memorySink();
    const sdk = start({ exporter: sink, batch: { maxExportBatchSize: 2 } });
    record('1', '2', '3', '4', '5');
    await sdk.shutdown();
    expect(sink.names).toHaveLength(5);
    expect(sdk.stats()!.batches).toBe(3);
  });

  test('OTEL_BSP_MAX_EXPORT_BATCH_SIZE is the default, the option wins', async () => {
    setEnvironment({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1' });
    const fromEnvironment = start({ exporter: memorySink() });
    record('1', '2', '3');
    await fromEnvironment.shutdown();
    trace.disable();
    const fromOption = start({ exporter: memorySink(), batch: { maxExportBatchSize: 3 } });
    record('1', '2', '3');
    await fromOption.shutdown();
    expect([fromEnvironment.stats()!.batches, fromOption.stats()!.batches]).toEqual([3, 1]);
  });

  test('traceExporter: an official exporter behind the official batch processor', async () => {
    const traceExporter = new InMemorySpanExporter();
    const sdk = start({ traceExporter });
    record('one', 'two');
    expect(traceExporter.getFinishedSpans()).toEqual([]);
    await sdk.forceFlush();
    expect(traceExporter.getFinishedSpans().map(({ name }) => name)).toEqual(['one', 'two']);
    expect(sdk.stats()).toBeUndefined();
    await sdk.shutdown();
  });

  test('spanProcessors beside an exporter', async () => {
    const [memory, sink] = [new InMemorySpanExporter(), memorySink()];
    const processor = new SimpleSpanProcessor({ exporter: memory });
    const sdk = start({ exporter: sink, spanProcessors: [processor] });
    record('one');
    await sdk.forceFlush();
    expect([memory.getFinishedSpans().length, sink.names.length]).toEqual([1, 1]);
    await sdk.shutdown();
  });

  test('traceExporter is ignored beside spanProcessors', async () => {
    const [ignored, memory] = [new InMemorySpanExporter(), new InMemorySpanExporter()];
    const processor = new SimpleSpanProcessor({ exporter: memory });
    const sdk = start({ traceExporter: ignored, spanProcessors: [processor] });
    record('one');
    await sdk.forceFlush();
    expect([ignored.getFinishedSpans().length, memory.getFinishedSpans().length]).toEqual([0, 1]);
    await sdk.shutdown();
  });

  test('no spanProcessors and nothing else: no provider is registered', () => {
    start({ spanProcessors: [] });
    expect(isRegistered()).toBe(false);
  });

  test.each<[string, boolean, string]>([
    ['none', false, ''],
    ['zipkin', true, ''],
    ['null', true, ''],
    ['jaeger', false, 'jaeger'],
    ['console', true, ''],
    ['console,nonsense', true, 'nonsense'],
  ])('OTEL_TRACES_EXPORTER=%s registers a provider: %s', async (value, registered, mentioned) => {
    setEnvironment({ OTEL_TRACES_EXPORTER: value });
    const log = collectDiagnostics();
    const sdk = start();
    expect(isRegistered()).toBe(registered);
    const warnings = log.filter((line) => line.startsWith('warn')).join('\n');
    if (mentioned === '') expect(warnings).toBe('');
    else expect(warnings).toContain(mentioned);
    await sdk.shutdown();
  });

  test('OTEL_TRACES_EXPORTER=console prints spans', async () => {
    setEnvironment({ OTEL_TRACES_EXPORTER: 'console' });
    const dir = jest.spyOn(console, 'dir').mockImplementation(() => undefined);
    const sdk = start();
    record('printed');
    await sdk.shutdown();
    const printed = dir.mock.calls.map(([span]) => (span as { name: string }).name);
    dir.mockRestore();
    expect(printed).toEqual(['printed']);
  });
});

describe('bad input is refused at start, and nothing is registered', () => {
  const code = (configuration: Partial<NodeSDKConfiguration>): string => {
    try {
      start(configuration);
    } catch (error) {
      expect(isRegistered()).toBe(false);
      const { code, message } = error as Error & { code: string };
      return `${code}: ${message}`;
    }
    return 'started';
  };

  test.each<[string, unknown, RegExp]>([
    [
      'exporter',
      new InMemorySpanExporter(),
      /^ERR_OTEL_NATIVE_INVALID_OPTION: exporter is .*traceExporter/,
    ],
    ['exporter', 'otlp', /^ERR_OTEL_NATIVE_INVALID_OPTION: exporter is "otlp"/],
    ['exporter', null, /^ERR_OTEL_NATIVE_INVALID_OPTION: exporter is null/],
    ['spanProcessors', {}, /^ERR_OTEL_NATIVE_INVALID_OPTION: spanProcessors is /],
    ['instrumentations', 1, /^ERR_OTEL_NATIVE_INVALID_OPTION: instrumentations is 1/],
    [
      'batch',
      { maxExportBatchSize: 0 },
      /batch\.maxExportBatchSize is 0: expected a number greater/,
    ],
    ['batch', { scheduledDelayMillis: -1 }, /batch\.scheduledDelayMillis is -1/],
    ['batch', { exportTimeoutMillis: 'x' }, /batch\.exportTimeoutMillis is "x"/],
    ['batch', { maxQueueSize: NaN }, /batch\.maxQueueSize is NaN/],
    ['spanLimits', { linkCountLimit: -1 }, /spanLimits\.linkCountLimit is -1/],
    ['spanLimits', { eventCountLimit: NaN }, /spanLimits\.eventCountLimit is NaN/],
  ])('%s: %p', (option, value, expected) => {
    expect(code({ spanProcessors: [], [option]: value })).toMatch(expected);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke' }, /^warn: .*"smoke".* using http\/protobuf/m],
    [{ OTEL_SPAN_EVENT_COUNT_LIMIT: '-1' }, /^warn: .*OTEL_SPAN_EVENT_COUNT_LIMIT .*-1/m],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'not a url' }, /^(warn|error): .*not a url/m],
  ])('from the environment it is a line, and the default counts: %j', (variables, expected) => {
    setEnvironment(variables);
    const log = collectDiagnostics();
    expect(code({})).toBe('started');
    expect(log.join('\n')).toMatch(expected);
  });
});
