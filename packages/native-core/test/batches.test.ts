import { context, trace } from '@opentelemetry/api';
import { CollectingSink } from './support/collecting-sink';
import { consistentStats, makeProvider } from './support/pipelines';

/** Spans that end in one task are written together, and so are their texts. */
describe('spans of one task', () => {
  function textsOf(sink: CollectingSink): unknown[] {
    return sink
      .spans()
      .map(({ name, attributes }) => [
        name,
        ...attributes.map(([, value]) => (value as { string: string }).string),
      ]);
  }

  test.each<[string, string[]]>([
    ['ASCII', ['a name that is long enough', 'x'.repeat(40)]],
    ['ASCII beside what takes more bytes', ['grüße an alle die hier lesen', 'y'.repeat(40)]],
    ['of all sizes', Array.from({ length: 60 }, (_, i) => 'z'.repeat(i))],
    [
      'more than are written together',
      Array.from({ length: 300 }, (_, i) => `${'t'.repeat(30)}${i}`),
    ],
    ['joined from parts', ['GET', 'POST'].map((method) => `${method} /v1/${'part/'.repeat(9)}`)],
  ])('texts: %s', async (_, texts) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const tracer = provider.getTracer('t');
    for (const text of texts) {
      tracer.startSpan(text, { attributes: { first: text, second: text.toUpperCase() } }).end();
    }
    await provider.forceFlush();
    expect(textsOf(sink)).toEqual(texts.map((text) => [text, text, text.toUpperCase()]));
  });

  test('half a surrogate pair at the end of a text does not pair with the next text', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const tracer = provider.getTracer('t');
    const [high, low] = ['a text that ends in \ud83d', '\ude00 begins this one, which is long'];
    tracer.startSpan('one', { attributes: { high, low } }).end();
    tracer.startSpan('two', { attributes: { high, low } }).end();
    await provider.forceFlush();
    const whole = ['a text that ends in \ufffd', '\ufffd begins this one, which is long'];
    expect(textsOf(sink)).toEqual([
      ['one', ...whole],
      ['two', ...whole],
    ]);
  });

  test('what happens to a span after its end is not what was recorded, nor does it break others', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { ringBytes: 4096 });
    const tracer = provider.getTracer('t');
    const spans = Array.from({ length: 5 }, (_, i) => tracer.startSpan(`span ${i}`));
    for (const span of spans) span.end();
    // A reader makes an object of the attributes; it may be told anything.
    const { attributes } = spans[1] as unknown as { attributes: Record<string, unknown> };
    attributes['huge'] = 'h'.repeat(100_000);
    (spans[2] as unknown as { name: unknown }).name = {
      toString() {
        throw new Error('no name');
      },
    };
    (spans[3] as unknown as { name: string }).name = 'n'.repeat(50_000);
    await provider.forceFlush();
    const names = sink.spans().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['span 0', 'span 1', 'span 4']));
    // An object is not made a text: that may take for ever, or throw.
    expect(names).toContain('(object)');
    expect(names).not.toContain('span 2');
    expect(consistentStats(provider)).toMatchObject({ ended: 5, exported: 5, queued: 0 });
  });

  test('without a flush they leave after the task', async () => {
    const arrived = Promise.withResolvers<number>();
    const sink = new CollectingSink(({ itemCount }) => {
      arrived.resolve(itemCount);
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, { scheduledDelayMillis: 10 });
    provider.getTracer('t').startSpan('alone').end();
    expect(await arrived.promise).toBe(1);
  });

  test('spans with links and trace states keep their place among the others', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const tracer = provider.getTracer('t');
    const parent = tracer.startSpan('parent');
    tracer.startSpan('before').end();
    tracer.startSpan('linked', { links: [{ context: parent.spanContext() }] }).end();
    tracer.startSpan('after', {}, trace.setSpan(context.active(), parent)).end();
    parent.end();
    await provider.forceFlush();
    expect(sink.spans().map(({ name }) => name)).toEqual(['before', 'linked', 'after', 'parent']);
  });
});
