import type { Attributes } from '@opentelemetry/api';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

// What a span is measured by is what is written, whatever its values answer the second time; and when a record cannot be
// written as it was measured, its span alone is lost.

/** An array whose length is an object, whose elements grow, whose iterator lies … */
const liars: Record<string, () => unknown> = {
  'a length that is an object': () => answering({ length: { big: 'x'.repeat(100_000) } }),
  'a length that is a text': () => answering({ length: 'x'.repeat(100_000) }),
  'a length that is not finite': () => answering({ length: -Infinity }),
  'elements that are read from elsewhere': () =>
    answering({ map: () => ({ length: 1e9 }), slice: () => 'x', [Symbol.iterator]: undefined }),
  'bytes that say to be longer': () =>
    Object.defineProperties(new Uint8Array(3), {
      length: { value: 1e9 },
      subarray: { value: () => new Uint8Array(100_000) },
    }),
};

function answering(answers: Record<PropertyKey, unknown>): unknown {
  return new Proxy([1, 2, 3], {
    get: (array, key) => (key in answers ? answers[key as never] : Reflect.get(array, key)),
  });
}

test.each(Object.entries(liars))('%s', async (_, make) => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  for (let i = 0; i < 50; i++) {
    const attributes = { value: make() } as Attributes;
    const span = provider.getTracer('t').startSpan('s', { attributes });
    span.addEvent('e', attributes).addLink({ context, attributes }).end();
  }
  endSpans(provider, 100);
  await provider.forceFlush();
  expect(consistentStats(provider)).toMatchObject({ ended: 150, exported: 150, queued: 0 });
  const bytes = sink.batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
  expect(bytes).toBeLessThan(100_000);
});

describe('a writer of texts that was replaced', () => {
  const { write } = Buffer.prototype;
  afterEach(() => void (Buffer.prototype.write = write));

  const marked = 'the text that cannot be written, as it is said to be longer';

  function replaceWrite(answer: () => number): void {
    Buffer.prototype.write = function (this: Buffer, ...args: [string, ...never[]]): number {
      return args[0].includes(marked) ? answer() : write.apply(this, args);
    } as typeof write;
  }

  test.each<[string, () => number]>([
    ['claims more bytes than there are', () => 1_000_000],
    [
      'throws',
      () => {
        throw new Error('hostile');
      },
    ],
  ])('and %s: that span alone is lost, and counted', async (_, answer) => {
    collectDiagnostics();
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    replaceWrite(answer);
    for (let round = 0; round < 3; round++) {
      endSpans(provider, 5, { [`key ${round}`]: `value ${round}` });
      endSpans(provider, 1, { lost: marked, [`of ${round}`]: 1 });
      endSpans(provider, 5, { [`key ${round}`]: `value ${round}`, [`of ${round}`]: 1 });
      await Promise.resolve();
    }
    // Copied as V8 holds it.
    endSpans(provider, 1, { lost: marked.repeat(20) });
    // Larger than what the ring takes: written elsewhere.
    endSpans(provider, 1, { lost: Array<string>(10_000).fill(marked) });
    await Promise.resolve();
    endSpans(provider, 1, { last: 'last' });
    Buffer.prototype.write = write;
    await provider.forceFlush();
    const { dropped, exported } = consistentStats(provider);
    expect([exported, dropped.invalid, dropped.queueFull]).toEqual([31, 5, 0]);
    const keys = sink.spans().map(({ attributes }) => attributes.map(([key]) => key).join());
    const round = (i: number) => [
      ...Array<string>(5).fill(`key ${i}`),
      ...Array<string>(5).fill(`key ${i},of ${i}`),
    ];
    expect(keys).toEqual([...round(0), ...round(1), ...round(2), 'last']);
  });
});
