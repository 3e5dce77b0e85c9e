import type { AttributeValue } from '@opentelemetry/api';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, kMiB, makeProvider } from './support/pipelines';

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

  test('a span above maxItemBytes is dropped and named, and the others arrive', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { maxItemBytes: 10_000 });
    const lines = collectDiagnostics();
    const tracer = provider.getTracer('t');
    const traceIds = ['small', 'large', 'larger'].map((name, index) => {
      const span = tracer.startSpan(name, { attributes: { text: 'x'.repeat(index * 20_000) } });
      span.end();
      return span.spanContext().traceId;
    });
    await provider.forceFlush().catch(() => {});
    expect(sink.spans().map(({ name }) => name)).toEqual(['small']);
    expect(consistentStats(provider).dropped.tooLarge).toBe(2);
    while (lines.length < 2) await nextTurn();
    expect(lines).toEqual(
      ['large', 'larger'].map(
        (name, index) =>
          expect.stringMatching(
            `^warn: A span is too large and is dropped; .*: span "${name}" of trace ${traceIds[index + 1]}, \\d{5} bytes, above the limit for one item$`,
          ) as string,
      ),
    );
  });

  test('no limit for one span is 0', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { maxItemBytes: 0 });
    const half = 'x'.repeat(10 * kMiB);
    endSpans(provider, 1, { first: half, second: half });
    await provider.forceFlush();
    expect(sink.spans()).toHaveLength(1);
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
