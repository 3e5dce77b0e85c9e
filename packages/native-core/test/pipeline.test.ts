import { diag, type Attributes, type AttributeValue, type Exception } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { OtlpSinkResult, PipelineStats } from '@otel-native/api-bridge';
import { TracerProvider, type BatchOptions } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';

const kMiB = 1_048_576;
const providers: TracerProvider[] = [];

function makeProvider(exporter: CollectingSink, batch: BatchOptions = {}): TracerProvider {
  const provider = new TracerProvider({ exporter, batch });
  providers.push(provider);
  return provider;
}

/** Ends spans in one synchronous burst. */
function endSpans(provider: TracerProvider, count: number, attributes: Attributes = {}): void {
  const tracer = provider.getTracer('burst');
  for (let i = 0; i < count; i++) tracer.startSpan(`span ${i}`, { attributes }).end();
}

/** Statistics in which every span is in exactly one place. */
function consistentStats(provider: TracerProvider): PipelineStats {
  const stats = provider.stats()!;
  const dropped = Object.values(stats.dropped).reduce((sum, count) => sum + count, 0);
  expect(stats.exported + stats.queued + dropped).toBe(stats.ended);
  for (const count of [stats.queued, ...Object.values(stats.dropped)]) {
    expect(count).toBeGreaterThanOrEqual(0);
  }
  return stats;
}

function expectNames(sink: CollectingSink, count: number): void {
  const names = sink.spans().map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: count }, (_, i) => `span ${i}`));
}

afterEach(async () => {
  await Promise.allSettled(
    providers.splice(0).map((provider) => provider.shutdown({ timeoutMillis: 50 })),
  );
  diag.disable();
});

describe('bursts', () => {
  test.each<[string, BatchOptions]>([
    ['with the defaults', {}],
    ['through a ring that is much smaller', { ringBytes: 4096 }],
    ['in batches of seven', { maxExportBatchSize: 7 }],
    ['in batches of about 10 kB', { maxExportBatchBytes: 10_000 }],
  ])('10,000 spans in one loop all arrive, in order, %s', async (_, batch) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, batch);
    endSpans(provider, 10_000, { a: 'text', b: 1 });
    await provider.forceFlush();
    expectNames(sink, 10_000);
    const { maxExportBatchSize = 512, maxExportBatchBytes = 4 * kMiB } = batch;
    for (const { itemCount, bytes } of sink.batches) {
      expect(itemCount).toBeLessThanOrEqual(maxExportBatchSize);
      expect(bytes.length).toBeLessThan(maxExportBatchBytes + 1_000);
    }
    expect(consistentStats(provider)).toMatchObject({
      ended: 10_000,
      exported: 10_000,
      queued: 0,
      batches: sink.batches.length,
      exportedBytes: sink.batches.reduce((sum, { bytes }) => sum + bytes.length, 0),
    });
  });

  test('records of all sizes around the limits of a small ring arrive in order', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { ringBytes: 4096 });
    const tracer = provider.getTracer('t');
    const sizes = Array.from({ length: 600 }, (_, i) => (i * 37) % 3_000);
    sizes.forEach((size, i) => {
      tracer.startSpan(`span ${i}`, { attributes: { text: 'x'.repeat(size) } }).end();
    });
    await provider.forceFlush();
    expectNames(sink, sizes.length);
    const lengths = sink
      .spans()
      .map(({ attributes }) => (attributes[0]![1] as { string: string }).string.length);
    expect(lengths).toEqual(sizes);
  });

  test('batches leave without a flush: a full one at once, the rest after the delay', async () => {
    const arrived = Promise.withResolvers<void>();
    const sink = new CollectingSink(() => {
      if (sink.itemCount + 1 >= 3) arrived.resolve();
      return { status: 'ok' };
    });
    endSpans(makeProvider(sink, { maxExportBatchSize: 2, scheduledDelayMillis: 20 }), 5);
    await arrived.promise;
    expect(sink.batches[0]?.itemCount).toBe(2);
  });

  test('a batch tells what is in it', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    endSpans(provider, 3);
    await provider.forceFlush();
    expect(sink.batches).toEqual([
      { signal: 'traces', itemCount: 3, bytes: expect.any(Uint8Array) },
    ]);
  });
});

describe('large values', () => {
  test.each([
    ['a string of 5 MB', 'x'.repeat(5 * kMiB)],
    ['a string of 5 MB beyond ASCII', 'ü'.repeat((5 * kMiB) / 2)],
    ['5 MB of bytes', new Uint8Array(5 * kMiB).fill(7)],
    ['an array of 200,000 strings', Array.from({ length: 200_000 }, (_, i) => `element ${i}`)],
    [
      'an object with 100,000 keys',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i])),
    ],
  ] as [string, AttributeValue][])('%s arrives, between others', async (_, value) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const tracer = provider.getTracer('t');
    for (const name of ['before', 'large', 'after']) {
      const attributes = name === 'large' ? { value } : { value: 'small' };
      tracer.startSpan(name, { attributes }).end();
    }
    await provider.forceFlush();
    const spans = sink.spans();
    expect(spans.map(({ name }) => name)).toEqual(['before', 'large', 'after']);
    const bytes = sink.batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
    expect(bytes).toBeGreaterThan(kMiB);
    expect(consistentStats(provider)).toMatchObject({ exported: 3, queued: 0 });
  });

  test('100,000 attributes: the limit keeps 128 and counts the others', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const numbers = Array.from({ length: 100_000 }, (_, i) => i);
    endSpans(provider, 1, Object.fromEntries(numbers.map((i) => [`k${i}`, i])));
    await provider.forceFlush();
    const [span] = sink.spans();
    expect([span?.attributes.length, span?.droppedAttributesCount]).toEqual([128, 100_000 - 128]);
  });

  test('a span larger than the whole queue is dropped and counted as too large', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { maxQueueBytes: 100_000, ringBytes: 4096 });
    endSpans(provider, 1);
    endSpans(provider, 1, { large: 'x'.repeat(200_000) });
    endSpans(provider, 1);
    await provider.forceFlush();
    expect(sink.itemCount).toBe(2);
    expect(consistentStats(provider).dropped).toMatchObject({ tooLarge: 1, queueFull: 0 });
  });

  test('20,000 different keys, more than the string table takes', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const tracer = provider.getTracer('t');
    for (let i = 0; i < 20_000; i++)
      tracer.startSpan('s').setAttribute(`key ${i}`, `value ${i}`).end();
    await provider.forceFlush();
    const pairs = sink.spans().map(({ attributes }) => attributes[0]);
    expect(pairs).toEqual(pairs.map((_, i) => [`key ${i}`, { string: `value ${i}` }]));
    expect(pairs).toHaveLength(20_000);
  });

  test('values nested deeper than 64 levels end empty', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    let value: unknown = 'bottom';
    for (let i = 0; i < 200; i++) value = [value];
    endSpans(provider, 1, { value: value as never });
    await provider.forceFlush();
    const text = JSON.stringify(sink.spans()[0]?.attributes);
    expect(text).toContain('"empty"');
    expect(text).not.toContain('bottom');
  });
});

describe('a queue that is full', () => {
  test.each<[string, BatchOptions]>([
    ['bytes', { maxQueueBytes: 50_000, ringBytes: 4096 }],
    ['spans', { maxQueueSize: 100, ringBytes: 4096, maxExportBatchSize: 10 }],
  ])('drops and counts the newest spans: limit in %s', async (_, batch) => {
    const open = Promise.withResolvers<void>();
    const sink = new CollectingSink(async () => {
      await open.promise;
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, batch);
    endSpans(provider, 5_000, { text: 'some text' });
    open.resolve();
    await provider.forceFlush().catch(() => {});
    const { exported, dropped } = consistentStats(provider);
    expect(dropped.queueFull).toBeGreaterThan(0);
    expect(exported).toBe(sink.itemCount);
    expect(exported + dropped.queueFull).toBe(5_000);
    expect(sink.spans()[0]?.name).toBe('span 0');
  });

  test('after the receiver is back, new spans go through', async () => {
    let answer: OtlpSinkResult = { status: 'retry', retryAfterMillis: 1 };
    const sink = new CollectingSink(() => answer);
    const provider = makeProvider(sink, { maxQueueBytes: 50_000, ringBytes: 4096 });
    endSpans(provider, 5_000, { text: 'some text' });
    answer = { status: 'ok' };
    await provider.forceFlush().catch(() => {});
    const before = sink.itemCount;
    endSpans(provider, 10);
    await provider.forceFlush();
    expect(sink.itemCount).toBe(before + 10);
    consistentStats(provider);
  });
});

describe('what a sink answers', () => {
  const failures: [string, CollectingSink['answer'], string][] = [
    ['failed', () => ({ status: 'failed', message: 'no such tenant' }), 'no such tenant'],
    ['a rejection', () => Promise.reject(new Error('rejected')), 'Error: rejected'],
    [
      'a throw',
      () => {
        throw new Error('thrown');
      },
      'Error: thrown',
    ],
    ['a rejection with nothing', () => Promise.reject(undefined as unknown as Error), 'undefined'],
  ];

  test.each(failures)('%s: lost, counted, and named in forceFlush', async (_, answer, message) => {
    const provider = makeProvider(new CollectingSink(answer));
    endSpans(provider, 3);
    const errors = (await provider.forceFlush().catch((list: unknown) => list)) as Error[];
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('3 spans were not exported');
    expect(errors[0]?.message).toContain(message);
    const { dropped, lastError, exported } = consistentStats(provider);
    expect([dropped.exportFailed, exported]).toEqual([3, 0]);
    expect(lastError).toContain(message);
  });

  test('a sink that throws before it gives a promise', async () => {
    const sink = new CollectingSink();
    sink.exportOtlp = () => {
      throw new Error('synchronous');
    };
    const provider = makeProvider(sink);
    endSpans(provider, 1);
    await expect(provider.forceFlush()).rejects.toHaveLength(1);
    expect(consistentStats(provider).dropped.exportFailed).toBe(1);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an unknown status', { status: 'maybe' }],
    ['a message that is no text', { status: 'failed', message: 42 }],
    ['a count that is no number', { status: 'ok', rejectedItems: 'many' }],
    ['a wait that is no number', { status: 'retry', retryAfterMillis: 'soon' }],
  ])('%s: settled all the same', async (_, answer) => {
    const sink = new CollectingSink();
    let calls = 0;
    sink.exportOtlp = async () => (calls++ === 0 ? (answer as never) : { status: 'ok' });
    const provider = makeProvider(sink);
    endSpans(provider, 2);
    await provider.forceFlush({ timeoutMillis: 5_000 }).catch((errors: Error[]) => {
      expect(errors[0]?.message).not.toContain('did not complete');
    });
    expect(consistentStats(provider).queued).toBe(0);
  });

  test('retry: the same batch again, until it is taken', async () => {
    let attempts = 0;
    const sink = new CollectingSink(() =>
      ++attempts < 4 ? { status: 'retry', retryAfterMillis: 1, message: 'busy' } : { status: 'ok' },
    );
    const provider = makeProvider(sink);
    endSpans(provider, 3);
    await provider.forceFlush();
    expectNames(sink, 3);
    expect(consistentStats(provider)).toMatchObject({ exported: 3, retries: 3, batches: 1 });
  });

  test('rejected items: counted as rejected, with the message', async () => {
    const sink = new CollectingSink(() => ({ status: 'ok', rejectedItems: 2, message: 'too old' }));
    const provider = makeProvider(sink);
    endSpans(provider, 5);
    const errors = (await provider.forceFlush().catch((list: unknown) => list)) as Error[];
    expect(errors[0]?.message).toContain('2 spans were not exported: ');
    const stats = consistentStats(provider);
    expect(stats).toMatchObject({ exported: 3, lastError: expect.stringContaining('too old') });
    expect(stats.dropped.rejected).toBe(2);
  });

  test('never: forceFlush rejects with a list after its time, shutdown counts what is left', async () => {
    const provider = makeProvider(new CollectingSink(() => new Promise(() => {})));
    endSpans(provider, 4);
    await expect(provider.forceFlush({ timeoutMillis: 50 })).rejects.toEqual([
      new Error('The flush did not complete within 50 ms'),
    ]);
    expect(consistentStats(provider).queued).toBe(4);
    await provider.shutdown({ timeoutMillis: 50 });
    const { dropped, queued } = consistentStats(provider);
    expect([dropped.shutdown + dropped.exportFailed, queued]).toEqual([4, 0]);
  });

  test('batches come one at a time', async () => {
    let open = 0;
    let most = 0;
    const sink = new CollectingSink(async () => {
      most = Math.max(most, ++open);
      await new Promise(setImmediate);
      open--;
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, { maxExportBatchSize: 5 });
    endSpans(provider, 50);
    await provider.forceFlush();
    expect([most, sink.itemCount]).toEqual([1, 50]);
  });

  test('spans that a sink makes while it exports do not stop a flush from ending', async () => {
    const sink = new CollectingSink(() => {
      endSpans(provider, 1);
      return { status: 'ok' };
    });
    const provider: TracerProvider = makeProvider(sink, { scheduledDelayMillis: 60_000 });
    endSpans(provider, 1);
    await provider.forceFlush();
    expect(sink.itemCount).toBeGreaterThanOrEqual(1);
    consistentStats(provider);
    sink.answer = () => ({ status: 'ok' });
  });
});

describe('flush and shutdown', () => {
  test('without spans both resolve', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    await provider.forceFlush();
    await provider.shutdown();
    expect([sink.batches.length, sink.shutdowns]).toEqual([0, 1]);
  });

  test('without an exporter both resolve, and there are no statistics', async () => {
    const provider = new TracerProvider();
    provider.getTracer('t').startSpan('s').end();
    await provider.forceFlush();
    await provider.shutdown();
    expect(provider.stats()).toBeUndefined();
  });

  test('flushes at the same time all resolve', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    endSpans(provider, 2);
    await Promise.all([provider.forceFlush(), provider.forceFlush(), provider.forceFlush()]);
    expect(sink.itemCount).toBe(2);
  });

  test('shutdown sends what is left, is idempotent, and later spans are counted', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const open = provider.getTracer('t').startSpan('open');
    endSpans(provider, 5);
    const shutdown = provider.shutdown();
    expect(provider.shutdown()).toBe(shutdown);
    await shutdown;
    await provider.shutdown();
    expectNames(sink, 5);
    open.end();
    endSpans(provider, 2);
    provider.getTracer('made after shutdown').startSpan('s').end();
    expect(sink.shutdowns).toBe(1);
    expect(consistentStats(provider)).toMatchObject({
      ended: 9,
      exported: 5,
      queued: 0,
      dropped: expect.objectContaining({ shutdown: 4 }),
    });
    await provider.forceFlush();
    expect(sink.itemCount).toBe(5);
  });

  test('shutdown while a flush waits ends both', async () => {
    const provider = makeProvider(new CollectingSink(() => new Promise(() => {})));
    endSpans(provider, 3);
    const flush = provider.forceFlush().catch((errors: Error[]) => errors);
    await provider.shutdown({ timeoutMillis: 20 });
    expect(await flush).toEqual([
      expect.objectContaining({ message: expect.stringContaining('3 spans were not exported') }),
    ]);
  });

  test('two providers do not mix their spans', async () => {
    const sinks = [new CollectingSink(), new CollectingSink()];
    const both = sinks.map((sink) => makeProvider(sink));
    for (let i = 0; i < 50; i++)
      both.forEach((provider, n) => provider.getTracer(`t${n}`).startSpan(`s${n}`).end());
    await Promise.all(both.map((provider) => provider.forceFlush()));
    sinks.forEach((sink, n) => {
      expect(sink.itemCount).toBe(50);
      expect(new Set(sink.spans().map(({ name, scope }) => `${scope.name} ${name}`))).toEqual(
        new Set([`t${n} s${n}`]),
      );
    });
  });
});

describe('resource attributes that come later', () => {
  test('are awaited by the export', async () => {
    const detected = Promise.withResolvers<string>();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({ known: 'now', later: detected.promise });
    const provider = new TracerProvider({
      exporter: sink,
      resource,
      batch: { scheduledDelayMillis: 1 },
    });
    providers.push(provider);
    endSpans(provider, 3);
    const flush = provider.forceFlush();
    expect(sink.itemCount).toBe(0);
    detected.resolve('detected');
    await flush;
    for (const span of sink.spans()) {
      expect(span.resource.attributes).toEqual([
        ['known', { string: 'now' }],
        ['later', { string: 'detected' }],
      ]);
    }
    expect(sink.itemCount).toBe(3);
  });

  test('that fail are left out', async () => {
    collectDiagnostics();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({
      known: 'now',
      later: Promise.reject(new Error('no')),
    });
    const provider = new TracerProvider({ exporter: sink, resource });
    providers.push(provider);
    endSpans(provider, 1);
    await provider.forceFlush();
    expect(sink.spans()[0]?.resource.attributes).toEqual([['known', { string: 'now' }]]);
  });

  test('that never come hold nothing back beyond the time of shutdown', async () => {
    collectDiagnostics();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({ known: 'now', later: new Promise<string>(() => {}) });
    const provider = new TracerProvider({ exporter: sink, resource });
    endSpans(provider, 1);
    await expect(provider.forceFlush({ timeoutMillis: 20 })).rejects.toHaveLength(1);
    await provider.shutdown({ timeoutMillis: 50 });
    const { exported, dropped } = consistentStats(provider);
    expect(exported + dropped.shutdown).toBe(1);
  });
});

describe('invalid options', () => {
  const bad: [string, unknown][] = [
    ['batch.maxExportBatchSize', 0],
    ['batch.maxExportBatchSize', -1],
    ['batch.maxExportBatchSize', NaN],
    ['batch.maxExportBatchSize', '512'],
    ['batch.maxExportBatchSize', null],
    ['batch.scheduledDelayMillis', 0],
    ['batch.exportTimeoutMillis', -5],
    ['batch.maxQueueSize', 0],
    ['batch.maxQueueBytes', -1],
    ['batch.maxExportBatchBytes', {}],
    ['batch.exitTimeoutMillis', 0],
    ['batch.ringBytes', 0],
    ['batch.ringBytes', 2048],
    ['batch.ringBytes', 5000],
    ['batch.ringBytes', 4096.5],
    ['batch.ringBytes', 2 ** 31],
    ['batch.ringBytes', Infinity],
    ['spanLimits.attributeCountLimit', -1],
    ['spanLimits.attributeValueLengthLimit', NaN],
    ['spanLimits.eventCountLimit', '5'],
    ['spanLimits.linkCountLimit', {}],
    ['spanLimits.attributePerEventCountLimit', -0.5],
    ['spanLimits.attributePerLinkCountLimit', true],
  ];

  test.each(bad)('%s: %p', (path, value) => {
    const [group, name] = path.split('.') as [string, string];
    const options = { exporter: new CollectingSink(), [group]: { [name]: value } };
    expect(() => new TracerProvider(options)).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringContaining(`${path} is ${String(value)}: expected a`),
      }),
    );
  });

  test.each<[string, BatchOptions]>([
    ['fractions', { maxExportBatchSize: 1.5, scheduledDelayMillis: 0.5, maxQueueSize: 10.5 }],
    [
      'no limit at all',
      {
        maxExportBatchSize: Infinity,
        scheduledDelayMillis: Infinity,
        exportTimeoutMillis: Infinity,
        maxQueueSize: Infinity,
        maxExportBatchBytes: Infinity,
        maxQueueBytes: Infinity,
        exitTimeoutMillis: Infinity,
      },
    ],
    [
      'numbers beyond every integer type',
      {
        maxExportBatchSize: 1e300,
        scheduledDelayMillis: 1e300,
        exportTimeoutMillis: 1e300,
        maxQueueSize: 1e300,
        maxExportBatchBytes: 1e300,
        maxQueueBytes: 1e300,
      },
    ],
    ['tiny numbers', { maxExportBatchSize: 1, maxExportBatchBytes: 1, scheduledDelayMillis: 1e-9 }],
    [
      'undefined',
      { maxExportBatchSize: undefined, ringBytes: undefined } as unknown as BatchOptions,
    ],
  ])('%s are valid', async (_, batch) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, batch);
    endSpans(provider, 5);
    await provider.forceFlush();
    expectNames(sink, 5);
  });
});

describe('nothing that is thrown reaches the application', () => {
  const fail = (): never => {
    throw new Error('hostile');
  };
  const getter = {
    get value() {
      return fail();
    },
  };
  const proxy = new Proxy(
    {},
    { get: fail, ownKeys: fail, getPrototypeOf: fail, has: fail, getOwnPropertyDescriptor: fail },
  );
  const text = { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile: [string, unknown][] = [
    ['a getter', getter],
    ['a Proxy', proxy],
    ['a revoked Proxy', revoked],
    ['toString', text],
    ['an array with a getter', Object.defineProperty([1], 0, { get: fail, enumerable: true })],
    ['a nested getter', { a: { b: [getter] } }],
    ['a symbol', Symbol('s')],
    ['null', null],
    ['undefined', undefined],
    ['a number', 42],
  ];

  beforeEach(() => void collectDiagnostics());

  const calls: [string, (provider: TracerProvider, value: unknown) => void][] = [
    [
      'attribute value',
      (provider, value) => {
        const span = provider
          .getTracer('t')
          .startSpan('s', { attributes: { value: value as never } });
        span.setAttribute('a', value as never).setAttributes({ b: value as never });
        span.end();
      },
    ],
    [
      'attributes',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s', { attributes: value as never });
        span.setAttributes(value as never);
        span.end();
      },
    ],
    [
      'attribute key',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan('s')
          .setAttribute(value as never, 1)
          .end();
      },
    ],
    [
      'name',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan(value as never)
          .end();
        provider
          .getTracer('t')
          .startSpan('s')
          .updateName(value as never)
          .end();
      },
    ],
    [
      'event',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s');
        span.addEvent(value as never);
        span.addEvent('e', value as never);
        span.addEvent('e', { value: value as never });
        span.end();
      },
    ],
    [
      'exception',
      (provider, value) => {
        const span = provider.getTracer('t').startSpan('s');
        span.recordException(value as Exception);
        span.recordException({
          code: value,
          name: value,
          message: value,
          stack: value,
        } as Exception);
        span.end();
      },
    ],
    [
      'status message',
      (provider, value) => {
        provider
          .getTracer('t')
          .startSpan('s')
          .setStatus({ code: 2, message: value as never })
          .end();
      },
    ],
    [
      'link attributes',
      (provider, value) => {
        const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
        const link = { context, attributes: { value: value as never } };
        provider
          .getTracer('t')
          .startSpan('s', { links: [link] })
          .addLink(link)
          .end();
      },
    ],
    [
      'trace state',
      (provider, value) => {
        const traceState = { serialize: () => value } as never;
        const context = {
          traceId: '1'.repeat(32),
          spanId: '2'.repeat(16),
          traceFlags: 1,
          traceState,
        };
        provider
          .getTracer('t')
          .startSpan('s', { links: [{ context }] })
          .end();
      },
    ],
  ];

  describe.each(calls)('%s', (_, call) => {
    test.each(hostile)('%s', async (_, value) => {
      const sink = new CollectingSink();
      const provider = makeProvider(sink);
      endSpans(provider, 1);
      expect(() => call(provider, value)).not.toThrow();
      endSpans(provider, 1);
      await provider.forceFlush().catch(() => {});
      const names = sink.spans().map(({ name }) => name);
      expect(names.filter((name) => name === 'span 0')).toHaveLength(2);
      expect(consistentStats(provider).queued).toBe(0);
    });
  });
});
