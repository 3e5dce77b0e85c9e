import { ROOT_CONTEXT, propagation, trace, type Context } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-trace';
import {
  SamplingDecision,
  TracerProvider,
  type ReadableSpan,
  type Span,
  type SpanProcessor,
} from '@otel-native/native-core';
import { StoppedClock } from './support/clock';
import { CollectingSink } from './support/collecting-sink';
import { CountingIds } from './support/counting-ids';
import { decodeSpans, type DecodedSpan } from './support/decode-otlp';
import { printTree } from './support/print-tree';

// Processors and exporters that were written for the official SDK, beside our own exporter.

/** Keeps a trace until its root has ended, and gives it on whole, as tail samplers do. */
class WholeTraces implements SpanProcessor {
  readonly #open = new Map<string, ReadableSpan[]>();
  readonly #exporter: official.SpanExporter;

  constructor(exporter: official.SpanExporter) {
    this.#exporter = exporter;
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    const { traceId } = span.spanContext();
    const spans = this.#open.get(traceId) ?? [];
    this.#open.set(traceId, [...spans, span]);
    if (span.parentSpanContext !== undefined) return;
    this.#open.delete(traceId);
    this.#exporter.export([...spans, span], ({ code }) =>
      expect(code).toBe(ExportResultCode.SUCCESS),
    );
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Copies baggage to spans, and keeps those of one name from the processor behind it. */
class BaggageFilter implements SpanProcessor {
  readonly #next: SpanProcessor;

  constructor(next: SpanProcessor) {
    this.#next = next;
  }

  onStart(span: Span, context: Context): void {
    for (const [key, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? [])
      span.setAttribute(`baggage.${key}`, value);
    this.#next.onStart(span, context);
  }

  onEnd(span: ReadableSpan): void {
    if (span.name !== 'health') this.#next.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#next.shutdown();
  }
}

function makeWithAll() {
  const sink = new CollectingSink();
  const memory = () => new official.InMemorySpanExporter();
  const exporters = { batch: memory(), simple: memory(), whole: memory(), filtered: memory() };
  const provider = new TracerProvider({
    exporter: sink,
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    spanProcessors: [
      new official.BatchSpanProcessor({ exporter: exporters.batch }),
      new official.SimpleSpanProcessor({ exporter: exporters.simple }),
      new WholeTraces(exporters.whole),
      new BaggageFilter(new official.BatchSpanProcessor({ exporter: exporters.filtered })),
    ],
  });
  return { sink, provider, exporters };
}

function decoded(exporter: official.InMemorySpanExporter): DecodedSpan[] {
  const bytes = ProtobufTraceSerializer.serializeRequest(exporter.getFinishedSpans());
  return decodeSpans(bytes!);
}

test('four processors and the native exporter get the same spans', async () => {
  const { sink, provider, exporters } = makeWithAll();
  const tracer = provider.getTracer('t', '1');
  const baggage = propagation.createBaggage({ tenant: { value: 'blue' } });
  const root = tracer.startSpan('root', {}, propagation.setBaggage(ROOT_CONTEXT, baggage));
  const below = trace.setSpan(ROOT_CONTEXT, root);
  const attributes = { list: ['a', 1, null], bytes: new Uint8Array([1, 2]), map: { deep: [true] } };
  const child = tracer.startSpan(
    'child',
    { attributes, links: [{ context: root.spanContext() }] },
    below,
  );
  child.addEvent('event', { a: 1 }).recordException(new RangeError('out'));
  child.setStatus({ code: 2, message: 'failed' }).end();
  tracer.startSpan('health', {}, below).end();
  root.end();
  await provider.forceFlush();

  expect(printTree(sink.spans()).split('\n')[0]).toBe('root INTERNAL baggage.tenant=blue');
  for (const exporter of [exporters.batch, exporters.simple, exporters.whole])
    expect(decoded(exporter)).toEqual(sink.spans());
  expect(decoded(exporters.filtered)).toEqual(sink.spans().filter(({ name }) => name !== 'health'));
  await provider.shutdown();
});

test('spans that are only recorded come to no exporter, ours or theirs', async () => {
  const { sink, exporters } = makeWithAll();
  const seen: string[] = [];
  const provider = new TracerProvider({
    exporter: sink,
    sampler: {
      shouldSample: () => ({ decision: SamplingDecision.RECORD }),
      toString: () => 'record',
    },
    spanProcessors: [
      new official.BatchSpanProcessor({ exporter: exporters.batch }),
      new official.SimpleSpanProcessor({ exporter: exporters.simple }),
      {
        onStart() {},
        onEnd: ({ name }) => void seen.push(name),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  provider.getTracer('t').startSpan('recorded').end();
  await provider.forceFlush();
  const exported = [exporters.batch, exporters.simple].flatMap((one) => one.getFinishedSpans());
  expect([seen, exported, sink.itemCount]).toEqual([['recorded'], [], 0]);
  await provider.shutdown();
});

test('everyone waits for attributes of the resource, and the application does not', async () => {
  const detected = Promise.withResolvers<string>();
  const sink = new CollectingSink();
  const [batch, simple] = [
    new official.InMemorySpanExporter(),
    new official.InMemorySpanExporter(),
  ];
  const provider = new TracerProvider({
    exporter: sink,
    resource: resourceFromAttributes({ known: 'now', later: detected.promise }),
    spanProcessors: [
      new official.BatchSpanProcessor({ exporter: batch, scheduledDelayMillis: 1 }),
      new official.SimpleSpanProcessor({ exporter: simple }),
    ],
    batch: { scheduledDelayMillis: 1 },
  });
  for (let i = 0; i < 3; i++) provider.getTracer('t').startSpan(`s${i}`).end();
  const flush = provider.forceFlush();
  // The loop turns: what the application does in the meantime goes on.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  const counts = () => [batch, simple].map((one) => one.getFinishedSpans().length);
  expect([...counts(), sink.itemCount]).toEqual([0, 0, 0]);
  detected.resolve('detected');
  await flush;
  expect([...counts(), sink.itemCount]).toEqual([3, 3, 3]);
  const attributes = [
    ['known', { string: 'now' }],
    ['later', { string: 'detected' }],
  ];
  for (const { resource } of [...sink.spans(), ...decoded(batch), ...decoded(simple)])
    expect(resource.attributes).toEqual(attributes);
  await provider.shutdown();
});

test('ConsoleSpanExporter prints what it prints of official spans', async () => {
  const print = async (Provider: typeof TracerProvider | typeof official.TracerProvider) => {
    const dir = jest.spyOn(console, 'dir').mockImplementation(() => {});
    const provider = new Provider({
      idGenerator: new CountingIds(),
      resource: resourceFromAttributes({ 'service.name': 'shop' }),
      spanProcessors: [
        new official.SimpleSpanProcessor({ exporter: new official.ConsoleSpanExporter() }),
      ],
    });
    new StoppedClock().during(() => {
      const tracer = provider.getTracer('t', '1');
      const parent = tracer.startSpan('parent', { kind: 2, attributes: { a: [1, 'two'] } });
      const below = trace.setSpan(ROOT_CONTEXT, parent);
      const child = tracer.startSpan(
        'child',
        { links: [{ context: parent.spanContext() }] },
        below,
      );
      child.addEvent('event', { b: 2 }).setStatus({ code: 2, message: 'failed' }).end();
      parent.end();
    });
    await provider.forceFlush();
    const printed = dir.mock.calls.map(([shown]) => shown as object);
    dir.mockRestore();
    await provider.shutdown();
    return printed;
  };
  const ours = await print(TracerProvider);
  expect(ours).toHaveLength(2);
  expect(ours).toEqual(await print(official.TracerProvider));
});

test('spans can be read long after their end, when all is shut down', async () => {
  const memory = new official.InMemorySpanExporter();
  const provider = new TracerProvider({
    exporter: new CollectingSink(),
    spanProcessors: [new official.SimpleSpanProcessor({ exporter: memory })],
  });
  const tracer = provider.getTracer('t');
  for (let i = 0; i < 1_000; i++) {
    const span = tracer.startSpan(`s${i}`, { attributes: { i, text: `t${i % 7}` } });
    span.addEvent(`e${i}`).end();
  }
  await provider.forceFlush();
  const spans = [...memory.getFinishedSpans()];
  await provider.shutdown();
  expect(spans.map(({ name, attributes, events }) => [name, attributes, events[0]?.name])).toEqual(
    spans.map((_, i) => [`s${i}`, { i, text: `t${i % 7}` }, `e${i}`]),
  );
  expect(spans).toHaveLength(1_000);
});
