import {
  ROOT_CONTEXT,
  SeverityNumber,
  context,
  trace,
  type LogRecord,
  type Logger,
} from '@opentelemetry/api';
import { StackContextManager } from '@opentelemetry/sdk-trace';
import { BatchLogRecordProcessor, InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { OtlpSinkResult } from '@otel-native/api-bridge';
import {
  batchOptionsFromEnvironment,
  createLoggerConfigurator,
  type LoggerProvider,
  type LogRecordProcessor,
} from '@otel-native/native-core/logs';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';

// logs-differential.test.ts compares what records become with the official SDK. Here is what it cannot see.

function makeProcessor(hooks: Partial<LogRecordProcessor>): LogRecordProcessor {
  return { onEmit() {}, forceFlush: async () => {}, shutdown: async () => {}, ...hooks };
}

describe('getLogger', () => {
  let provider: LoggerProvider;
  beforeEach(() => {
    provider = makeLoggerProvider({ exporter: new CollectingSink() });
  });

  test('returns one logger for each name, version, schema URL and set of attributes', () => {
    const loggers = new Set<Logger>();
    for (const options of [undefined, { schemaUrl: 'a' }, { attributes: { a: 1, b: 'x' } }]) {
      const first = provider.getLogger('shop', '1', options);
      expect(provider.getLogger('shop', '1', options)).toBe(first);
      loggers.add(first).add(provider.getLogger('shop', '2', options));
    }
    expect(loggers.size).toBe(6);
    const sorted = provider.getLogger('shop', '1', { attributes: { b: 'x', a: 1 } });
    expect(loggers.has(sorted)).toBe(true);
    expect(provider.getLogger('shop', '1', { attributes: { a: '1', b: 'x' } })).not.toBe(sorted);
  });

  test('distinguishes attributes that JSON does not', () => {
    const values = [0, -0, NaN, Infinity, -Infinity, 'NaN', '0', [0], ['0'], [-0]];
    const loggers = values.map((a) => provider.getLogger('shop', '', { attributes: { a } }));
    expect(new Set(loggers).size).toBe(values.length);
  });

  test('a name that is missing is "unknown", with a warning', async () => {
    const sink = new CollectingSink();
    const logged = collectDiagnostics();
    const unnamed = makeLoggerProvider({ exporter: sink });
    unnamed.getLogger('').emit({ body: 'a' });
    unnamed.getLogger(undefined as never).emit({ body: 'b' });
    await unnamed.forceFlush();
    expect(logged).toEqual(
      Array(2).fill('warn: Logger requested without instrumentation scope name.'),
    );
    expect(logsOf(sink).map(({ scope }) => scope.name)).toEqual(['unknown', 'unknown']);
  });

  test('after the shutdown returns a logger that does nothing, with a warning', async () => {
    const logged = collectDiagnostics();
    await provider.shutdown();
    const logger = provider.getLogger('shop');
    logger.emit({ body: 'late' });
    expect(logger.enabled()).toBe(false);
    expect(logged).toEqual(['warn: A shutdown LoggerProvider cannot provide a Logger']);
  });
});

describe('flush and shutdown', () => {
  test('a flush resolves when the exporter has answered', async () => {
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({ exporter: sink });
    provider.getLogger('a').emit({ body: 'one' });
    await provider.forceFlush();
    expect(sink.batches).toEqual([{ signal: 'logs', itemCount: 1, bytes: expect.any(Uint8Array) }]);
  });

  test('a flush rejects at its timeout; the records stay queued', async () => {
    const answers = Promise.withResolvers<OtlpSinkResult>();
    const sink = new CollectingSink(() => answers.promise);
    const provider = makeLoggerProvider({ exporter: sink });
    provider.getLogger('a').emit({ body: 'one' });
    await expect(provider.forceFlush({ timeoutMillis: 20 })).rejects.toThrow('within 20 ms');
    expect(consistentLogStats(provider).queued).toBe(1);
    answers.resolve({ status: 'ok' });
    await provider.forceFlush();
    expect(textsOf(sink)).toEqual(['one']);
  });

  test('a flush rejects when records were lost', async () => {
    const sink = new CollectingSink(() => ({ status: 'failed', message: 'no room' }));
    const provider = makeLoggerProvider({ exporter: sink });
    const logged = collectDiagnostics();
    provider.getLogger('a').emit({ body: 'one' });
    await expect(provider.forceFlush()).rejects.toThrow('1 log records were not exported: no room');
    expect(logged).toEqual([expect.stringContaining('1 log records were not accepted')]);
    expect(consistentLogStats(provider).dropped.exportFailed).toBe(1);
  });

  test('a second shutdown and a flush after it warn, and return the first promise', async () => {
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({ exporter: sink });
    const logger = provider.getLogger('a');
    logger.emit({ body: 'one' });
    const logged = collectDiagnostics();
    const first = provider.shutdown();
    expect(provider.shutdown()).toBe(first);
    expect(provider.forceFlush()).toBe(first);
    expect(logged).toEqual([
      'warn: shutdown may only be called once per LoggerProvider',
      'warn: invalid attempt to force flush after LoggerProvider shutdown',
    ]);
    await first;
    expect(textsOf(sink)).toEqual(['one']);
    expect(sink.shutdowns).toBe(1);
  });

  test('records after the shutdown are counted', async () => {
    const provider = makeLoggerProvider({ exporter: new CollectingSink() });
    const logger = provider.getLogger('a');
    await provider.shutdown();
    logger.emit({ body: 'late' });
    expect(logger.enabled()).toBe(false);
    expect(consistentLogStats(provider)).toMatchObject({ ended: 1, dropped: { shutdown: 1 } });
  });

  test('processors are flushed and shut down, also when one fails', async () => {
    const calls: string[] = [];
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({
      exporter: sink,
      processors: [
        makeProcessor({
          forceFlush: async () => void calls.push('flush'),
          shutdown: () => Promise.reject(new Error('processor')),
        }),
        makeProcessor({ shutdown: async () => void calls.push('shutdown') }),
      ],
    });
    await provider.forceFlush();
    await expect(provider.shutdown()).rejects.toThrow('processor');
    expect(calls).toEqual(['flush', 'shutdown']);
    expect(sink.shutdowns).toBe(1);
  });
});

describe('enabled', () => {
  test('without an exporter and a processor nothing is emitted', () => {
    const provider = makeLoggerProvider({});
    expect(provider.getLogger('a').enabled()).toBe(false);
    expect(provider.stats()).toBeUndefined();
  });

  test('without an exporter, false when all processors say so', () => {
    const no = makeProcessor({ enabled: () => false });
    const seen: unknown[] = [];
    const sees = makeProcessor({ onEmit: (record) => void seen.push(record.body) });
    const logger = makeLoggerProvider({ processors: [no, no] }).getLogger('a');
    expect(logger.enabled()).toBe(false);
    const other = makeLoggerProvider({ processors: [no, sees] }).getLogger('a');
    other.emit({ body: 'one' });
    expect(seen).toEqual(['one']);
  });

  test('a lower severity than the minimum is left out, but no severity is not', async () => {
    const sink = new CollectingSink();
    const config = { minimumSeverity: SeverityNumber.WARN };
    const provider = makeLoggerProvider({
      exporter: sink,
      loggerConfigurator: createLoggerConfigurator([{ pattern: 'shop*', config }]),
    });
    for (const name of ['shop.cart', 'other']) {
      for (const severityNumber of [-1, 0, 9, 13, undefined]) {
        const record = { body: `${name} ${severityNumber}`, severityNumber } as LogRecord;
        provider.getLogger(name).emit(record);
      }
    }
    await provider.forceFlush();
    expect(textsOf(sink)).toEqual([
      'shop.cart 0',
      'shop.cart 13',
      'shop.cart undefined',
      'other 0',
      'other 9',
      'other 13',
      'other undefined',
    ]);
  });

  test('a configurator is asked once for each scope; one that fails counts as none', () => {
    const asked: string[] = [];
    const logged = collectDiagnostics();
    const provider = makeLoggerProvider({
      exporter: new CollectingSink(),
      loggerConfigurator: ({ name }) => {
        asked.push(name);
        if (name === 'bad') throw new Error('no');
        return undefined as never;
      },
    });
    for (const name of ['a', 'bad', 'a', 'bad'])
      expect(provider.getLogger(name).enabled()).toBe(true);
    expect(asked).toEqual(['a', 'bad']);
    expect(logged).toHaveLength(2);
  });
});

describe('processors', () => {
  test('an official batch processor works beside the exporter', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({
      resource: resourceFromAttributes({ a: 1 }),
      exporter: sink,
      processors: [new BatchLogRecordProcessor({ exporter })],
    });
    provider.getLogger('a', '1').emit({ body: 'one', attributes: { b: [1] } });
    await provider.forceFlush();
    expect(exporter.getFinishedLogRecords()).toMatchObject([
      { body: 'one', attributes: { b: [1] }, instrumentationScope: { name: 'a', version: '1' } },
    ]);
    expect(textsOf(sink)).toEqual(['one']);
  });

  test('one that throws is logged; the others and the exporter still get the record', async () => {
    const seen: unknown[] = [];
    const sink = new CollectingSink();
    const throws = () => {
      throw new Error('no');
    };
    const provider = makeLoggerProvider({
      exporter: sink,
      processors: [
        makeProcessor({ onEmit: throws, enabled: throws }),
        makeProcessor({ onEmit: (record) => void seen.push(record.body) }),
      ],
    });
    const logged = collectDiagnostics();
    provider.getLogger('a').emit({ body: 'one' });
    await provider.forceFlush();
    expect(seen).toEqual(['one']);
    expect(textsOf(sink)).toEqual(['one']);
    expect(logged).toEqual([
      'error: A log record processor threw in enabled',
      'error: A log record processor threw in onEmit',
    ]);
  });

  test('one that emits inside onEmit: both records arrive, the inner one first', async () => {
    const sink = new CollectingSink();
    const inner = makeProcessor({
      onEmit(record) {
        if (record.body === 'outer') logger.emit({ body: 'inner', attributes: { a: 1 } });
      },
    });
    const provider = makeLoggerProvider({ exporter: sink, processors: [inner] });
    const logger = provider.getLogger('a');
    logger.emit({ body: 'outer', attributes: { a: 2 } });
    await provider.forceFlush();
    expect(textsOf(sink)).toEqual(['inner', 'outer']);
  });
});

test('the context of a record wins over the active one; an undefined one does not hide it', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logger = provider.getLogger('a');
  const spanOf = (digit: string) =>
    trace.setSpanContext(ROOT_CONTEXT, {
      traceId: digit.repeat(32),
      spanId: digit.repeat(16),
      traceFlags: 1,
    });
  context.setGlobalContextManager(new StackContextManager().enable());
  try {
    context.with(spanOf('a'), () => {
      logger.emit({});
      logger.emit({ context: undefined as never });
      logger.emit({ context: spanOf('b') });
      logger.emit({ context: ROOT_CONTEXT });
    });
  } finally {
    context.disable();
  }
  await provider.forceFlush();
  expect(logsOf(sink).map(({ spanId, flags }) => [spanId, flags])).toEqual([
    ['a'.repeat(16), 1],
    ['a'.repeat(16), 1],
    ['b'.repeat(16), 1],
    ['', 0],
  ]);
});

test('batch options come from OTEL_BLRP_*; the delay of logs is a second', () => {
  const environment = {
    OTEL_BLRP_SCHEDULE_DELAY: '7',
    OTEL_BLRP_EXPORT_TIMEOUT: '8',
    OTEL_BLRP_MAX_QUEUE_SIZE: '9',
    OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: '0',
    OTEL_BSP_SCHEDULE_DELAY: '70',
  };
  Object.assign(process.env, environment);
  const logged = collectDiagnostics();
  try {
    expect(batchOptionsFromEnvironment()).toEqual({
      scheduledDelayMillis: 7,
      exportTimeoutMillis: 8,
      maxQueueSize: 9,
    });
    expect(logged).toEqual([expect.stringContaining('OTEL_BLRP_MAX_EXPORT_BATCH_SIZE (0)')]);
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
  }
});
