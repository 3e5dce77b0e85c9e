import {
  context as contextApi,
  createContextKey,
  ROOT_CONTEXT,
  type Attributes,
} from '@opentelemetry/api';
import { StackContextManager } from '@opentelemetry/sdk-trace';
import * as fc from 'fast-check';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, makeProvider } from './support/pipelines';

// Any value, anywhere: nothing is thrown, every span is in one place of the statistics, and what others record arrives.

const kRuns = Number(process.env.HOSTILE_RUNS ?? 150);
const kSeed = Number(process.env.HOSTILE_SEED ?? 20_260_301);

const texts = fc.oneof(
  fc.constantFrom('', 'a', '__proto__', 'constructor', '\ud83d', '世'.repeat(50)),
  fc.string({ maxLength: 40 }),
);

/** A value that answers differently each time that it is asked. */
class Moody {
  readonly #answers: readonly unknown[];
  #calls = 0;
  constructor(answers: readonly unknown[]) {
    this.#answers = answers;
  }
  next(): unknown {
    const answer = this.#answers[this.#calls++ % this.#answers.length];
    if (answer === kThrows) throw new Error('hostile');
    return answer;
  }
}
const kThrows = Symbol('throws');

function moodyProxy(answers: readonly unknown[], target: object): object {
  const moody = new Moody(answers);
  return new Proxy(target, {
    get: (_, key) => (key === 'constructor' ? Object : moody.next()),
    ownKeys: () => ['a', 'b', '__proto__'],
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }),
  });
}

function withGetter(answers: readonly unknown[], array: boolean): object {
  const moody = new Moody(answers);
  const target = array ? [1, 2] : { a: 1 };
  const get = () => moody.next();
  return Object.defineProperty(target, array ? 0 : 'b', { get, enumerable: true });
}

/** Bytes whose memory shrinks or goes as they are read for the second time. */
function shrinkingBytes(size: number): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(size, { maxByteLength: 2 * size + 1 }));
  queueMicrotask(() => (bytes.buffer as ArrayBuffer).resize(0));
  return bytes;
}

const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(
      texts,
      fc.double(),
      fc.boolean(),
      fc.constantFrom<unknown>(null, undefined, 5n, Symbol('s'), () => 1, kThrows, new Date(0)),
      fc.nat(64).map((size) => shrinkingBytes(size)),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
    fc
      .tuple(fc.array(tie('value'), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([a, isArray]) => withGetter(a, isArray)),
    fc
      .tuple(fc.array(tie('value'), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([a, isArray]) => moodyProxy(a, isArray ? [1, 2] : {})),
    // Sub-trees that are shared, and one inside itself.
    tie('value').map((value) => [value, value, [value, value]]),
    tie('value').map((value) => {
      const own: unknown[] = [value];
      own.push({ own });
      return own;
    }),
  ),
}));

const after = { after: 'after' };
const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };

async function recordInSpans(value: unknown, keys: string): Promise<void> {
  const sink = new CollectingSink();
  const provider = makeProvider(sink, { ringBytes: 4096 });
  const tracer = provider.getTracer('t');
  const attributes = { [keys]: value, plain: 1 } as Attributes;
  const links = [{ context: spanContext, attributes }];
  const span = tracer.startSpan('s', { attributes, links });
  span.setAttribute(keys, value as never).setAttributes(value as Attributes);
  span.addEvent('e', attributes).addEvent('f', value as Attributes);
  span.addLink({ context: spanContext, attributes: value as Attributes });
  span.recordException(value as Error);
  span.setStatus({ code: 2, message: value as string }).end();
  for (let i = 0; i < 3; i++) tracer.startSpan('after', { attributes: after }).end();
  await provider.forceFlush();
  expect(consistentStats(provider)).toMatchObject({ ended: 4, exported: 4 });
  const found = sink.spans().filter(({ name }) => name === 'after');
  expect(found.map(({ attributes }) => attributes)).toEqual(
    Array(3).fill([['after', { string: 'after' }]]),
  );
  await provider.shutdown();
}

async function recordInMetrics(value: unknown, keys: string): Promise<void> {
  const provider = new MeterProvider({ exporter: new CollectingSink() });
  const meter = provider.getMeter('m');
  const attributes = { [keys]: value } as Attributes;
  meter.createCounter('c').add(1, attributes);
  meter.createCounter('d').add(1, value as Attributes);
  meter.createHistogram('h').record(value as number, attributes);
  meter.createObservableGauge('g').addCallback((result) => result.observe(1, attributes));
  meter.createCounter('after').add(1, after);
  await provider.forceFlush();
  const { exported, queued } = provider.stats()!;
  expect(exported).toBeGreaterThan(0);
  expect(queued).toBe(0);
  await provider.shutdown();
}

function carryInContext(value: unknown): void {
  const key = createContextKey('value');
  contextApi.setGlobalContextManager(new StackContextManager().enable());
  try {
    const context = ROOT_CONTEXT.setValue(key, value);
    expect(contextApi.with(context, () => contextApi.active().getValue(key))).toBe(value);
  } finally {
    contextApi.disable();
  }
}

test(`hostile values everywhere, seed ${kSeed}`, async () => {
  collectDiagnostics();
  await fc.assert(
    fc.asyncProperty(values, texts, async (value, key) => {
      await recordInSpans(value, key);
      await recordInMetrics(value, key);
      carryInContext(value);
    }),
    { seed: kSeed, numRuns: kRuns },
  );
  expect('inner' in {}).toBe(false);
}, 120_000);
