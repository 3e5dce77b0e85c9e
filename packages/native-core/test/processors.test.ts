import { ROOT_CONTEXT, createContextKey, diag, trace } from '@opentelemetry/api';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import {
  AlwaysOnSampler,
  SamplingDecision,
  TracerProvider,
  type ReadableSpan,
  type Span,
  type SpanProcessor,
} from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { printTree } from './support/print-tree';

function processor(methods: Partial<SpanProcessor>): SpanProcessor {
  return {
    onStart() {},
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
    ...methods,
  };
}

async function exported(spanProcessors: SpanProcessor[], use: (provider: TracerProvider) => void) {
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter, spanProcessors });
  use(provider);
  await provider.shutdown();
  return exporter.spans();
}

afterEach(() => diag.disable());

test('processors are called in their order, each call for all of them before the next', () => {
  const calls: string[] = [];
  const named = (name: string) =>
    processor({
      onStart: (span) => void calls.push(`${name} start ${span.name} ended=${span.ended}`),
      onEnding: (span) => void calls.push(`${name} ending ${span.name} ended=${span.ended}`),
      onEnd: (span) => void calls.push(`${name} end ${span.name} ended=${span.ended}`),
    });
  const provider = new TracerProvider({ spanProcessors: [named('a'), named('b')] });
  const span = provider.getTracer('t').startSpan('s');
  calls.push('the application');
  span.end();
  span.end();
  expect(calls).toEqual([
    'a start s ended=false',
    'b start s ended=false',
    'the application',
    'a ending s ended=false',
    'b ending s ended=false',
    'a end s ended=true',
    'b end s ended=true',
  ]);
});

test('onStart gets the parent context and a span that shows all it was started with', () => {
  const key = createContextKey('key');
  const parent = ROOT_CONTEXT.setValue(key, 'value');
  const seen: unknown[] = [];
  const onStart = (span: Span, context: typeof parent) =>
    void seen.push(context.getValue(key), span.attributes, span.links.length, span.startTime);
  const provider = new TracerProvider({ spanProcessors: [processor({ onStart })] });
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  const options = {
    attributes: { a: 1 },
    links: [{ context }],
    startTime: [1, 2] as [number, number],
  };
  provider.getTracer('t').startSpan('s', options, parent);
  expect(seen).toEqual(['value', { a: 1 }, 1, [1, 2]]);
});

test('what onStart and onEnding change is exported; what onEnd tries is not', async () => {
  const changer = processor({
    onStart: (span) => void span.setAttribute('start', 1).updateName(`${span.name}!`),
    onEnding: (span) =>
      void span.setAttribute('ending', 2).addEvent('ending').setStatus({ code: 2 }),
    onEnd: (span) => void (span as Span).setAttribute('end', 3).updateName('no'),
  });
  const spans = await exported([changer], (provider) => {
    provider
      .getTracer('t')
      .startSpan('s', { attributes: { own: 'x' } })
      .end();
  });
  expect(printTree(spans)).toBe('s! INTERNAL ERROR own=x start=1 ending=2 !ending');
});

test('a processor that redacts attributes in place changes what is exported', async () => {
  const redactor = processor({
    onEnding(span) {
      if ('password' in span.attributes) span.attributes.password = '***';
      delete span.attributes.secret;
    },
  });
  const spans = await exported([redactor], (provider) => {
    const attributes = { user: 'me', password: 'p', secret: 's' };
    provider.getTracer('t').startSpan('s', { attributes }).end();
  });
  expect(printTree(spans)).toBe('s INTERNAL user=me password=***');
});

test('a processor may put anything anywhere: what cannot be exported is left out', async () => {
  collectDiagnostics();
  const vandal = processor({
    onEnding(span) {
      const attributes = span.attributes as Record<string, unknown>;
      attributes.big = 1n;
      attributes.fine = 'yes';
      attributes.date = new Date(0);
      span.events.push({
        name: 42 as never,
        time: [1, 1],
        attributes: { bad: Symbol('s') as never },
      });
      span.events.push({ name: 'fine', time: [1, 1] });
    },
  });
  const spans = await exported([vandal], (provider) => {
    const tracer = provider.getTracer('t');
    tracer.startSpan('s').end();
    tracer.startSpan('s').end();
  });
  expect(spans).toHaveLength(2);
  for (const span of spans) {
    expect(span.attributes).toContainEqual(['fine', { string: 'yes' }]);
    expect(span.events.map(({ name }) => name)).toEqual(['42', 'fine']);
  }
});

test.each(['onStart', 'onEnding', 'onEnd'] as const)(
  'a processor that throws in %s is reported and stops neither others nor the export',
  async (method) => {
    const lines = collectDiagnostics();
    const thrower = processor({
      [method]() {
        throw new Error('processor');
      },
    });
    const seen: string[] = [];
    const observer = processor({
      onStart: () => void seen.push('onStart'),
      onEnding: () => void seen.push('onEnding'),
      onEnd: () => void seen.push('onEnd'),
    });
    const spans = await exported([thrower, observer], (provider) => {
      expect(() => provider.getTracer('t').startSpan('s').end()).not.toThrow();
    });
    expect(spans).toHaveLength(1);
    expect(seen).toEqual(['onStart', 'onEnding', 'onEnd']);
    expect(lines).toEqual([`error: A span processor threw in ${method}`]);
  },
);

test('spans that a processor makes itself are exported as well', async () => {
  const spans = await exported(
    [
      processor({
        onEnd(span: ReadableSpan) {
          if (span.name !== 'outer') return;
          const parent = trace.setSpanContext(ROOT_CONTEXT, span.spanContext());
          tracerOf().startSpan('inner', {}, parent).end();
        },
      }),
    ],
    (provider) => {
      tracerOf = () => provider.getTracer('t');
      tracerOf().startSpan('outer').end();
    },
  );
  expect(printTree(spans)).toBe('outer INTERNAL\n  inner INTERNAL');
});
let tracerOf: () => ReturnType<TracerProvider['getTracer']>;

test('spans that are only recorded reach processors, not the exporter', async () => {
  const names: string[] = [];
  const exporter = new CollectingSink();
  const provider = new TracerProvider({
    exporter,
    sampler: {
      shouldSample: () => ({ decision: SamplingDecision.RECORD }),
      toString: () => 'record',
    },
    spanProcessors: [processor({ onEnd: (span) => void names.push(span.name) })],
  });
  provider.getTracer('t').startSpan('recorded').end();
  await provider.shutdown();
  expect([names, exporter.itemCount, provider.stats()?.ended]).toEqual([['recorded'], 0, 0]);
});

describe('the official processors', () => {
  test.each([
    [
      'BatchSpanProcessor',
      (exporter: InMemorySpanExporter) => new BatchSpanProcessor({ exporter }),
    ],
    [
      'SimpleSpanProcessor',
      (exporter: InMemorySpanExporter) => new SimpleSpanProcessor({ exporter }),
    ],
  ])('%s takes our spans', async (_, make) => {
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({
      sampler: new AlwaysOnSampler(),
      spanProcessors: [make(exporter)],
    });
    const span = provider.getTracer('scope', '1').startSpan('s', { attributes: { a: 1 } });
    span.addEvent('e');
    span.end();
    await provider.forceFlush();
    const [found] = exporter.getFinishedSpans();
    expect(found).toMatchObject({
      name: 's',
      attributes: { a: 1 },
      instrumentationScope: { name: 'scope' },
    });
    expect(found?.events.map(({ name }) => name)).toEqual(['e']);
    expect(found?.spanContext()).toEqual(span.spanContext());
    await provider.shutdown();
  });

  test('ConsoleSpanExporter prints our spans', async () => {
    const dir = jest.spyOn(console, 'dir').mockImplementation(() => {});
    const spanProcessors = [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })];
    const provider = new TracerProvider({ spanProcessors });
    provider.getTracer('t').startSpan('printed').end();
    await provider.shutdown();
    expect(dir.mock.calls[0]?.[0]).toMatchObject({ name: 'printed' });
    dir.mockRestore();
  });
});

test('forceFlush asks every processor and rejects with the list of what failed', async () => {
  const flushed: string[] = [];
  const spanProcessors = [
    processor({ forceFlush: async () => void flushed.push('a') }),
    processor({ forceFlush: () => Promise.reject(new Error('b')) }),
    processor({
      forceFlush() {
        throw new Error('c');
      },
    }),
    processor({ forceFlush: async () => void flushed.push('d') }),
  ];
  const provider = new TracerProvider({ spanProcessors });
  await expect(provider.forceFlush()).rejects.toEqual([new Error('b'), new Error('c')]);
  expect(flushed).toEqual(['a', 'd']);
});

test('shutdown shuts every processor down once', async () => {
  const shutdown = jest.fn(async () => {});
  const provider = new TracerProvider({
    spanProcessors: [processor({ shutdown }), processor({ shutdown })],
  });
  await Promise.all([provider.shutdown(), provider.shutdown()]);
  await provider.shutdown();
  expect(shutdown).toHaveBeenCalledTimes(2);
});

test('a processor whose shutdown fails does not keep the exporter from its own', async () => {
  const exporter = new CollectingSink();
  const spanProcessors = [processor({ shutdown: () => Promise.reject(new Error('no')) })];
  const provider = new TracerProvider({ exporter, spanProcessors });
  provider.getTracer('t').startSpan('s').end();
  await expect(provider.shutdown()).rejects.toThrow('no');
  expect([exporter.itemCount, exporter.shutdowns]).toEqual([1, 1]);
});
