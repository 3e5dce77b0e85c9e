import { diag, type AnyValue, type Attributes } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { recoverSpool } from '@otel-native/native-core';
import * as fc from 'fast-check';
import { longTexts } from './cases/long-texts';
import { CollectingSink } from './support/collecting-sink';
import { recordNative, recordOfficial, type Case } from './support/compare-sdks';
import { temporaryFolder } from './support/kill-run';
import { logsOf, makeLoggerProvider } from './support/log-providers';
import { consistentStats, endSpans, kMiB, makeProvider } from './support/pipelines';
import { runProgram } from './support/run-child';

// Texts of 1,024 characters and more are copied as V8 holds them, and the drain thread makes UTF-8 of them.

afterEach(() => diag.disable());

const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
const kRuns = Number(process.env.LONG_TEXT_RUNS ?? 100);
const kTimeoutMillis = 600_000;

/** Every place at which a span has a text; the keys of two maps are long as well. */
function caseOf(texts: readonly string[], lengthLimit?: number): Case {
  const [text = '', other = text] = texts;
  return {
    name: 'long texts',
    ...(lengthLimit !== undefined && {
      options: { spanLimits: { attributeValueLengthLimit: lengthLimit } },
    }),
    record({ tracer }) {
      const attributes = {
        text,
        list: texts.slice(),
        map: { [text]: other, inner: [{ other }, text] },
        [text]: other,
      } as Attributes;
      for (let i = 0; i < 3; i++) {
        const span = tracer.startSpan(text, { attributes, links: [{ context, attributes }] });
        span.addEvent(other, { text, other });
        span.setStatus({ code: 2, message: text });
        span.setAttribute('set', other).end();
      }
    },
  };
}

const few = fc.array(longTexts, { minLength: 1, maxLength: 3 });

test.each([true, false])(
  'are exported as the official SDK exports them, with readers: %s',
  async (views) => {
    const isSame = fc.asyncProperty(few, async (texts) => {
      const ways = { fixedIds: true, views };
      const testCase = caseOf(texts);
      expect(await recordNative(testCase, ways)).toEqual(await recordOfficial(testCase, ways));
    });
    await fc.assert(isSame, { seed: 20_261_203, numRuns: kRuns });
  },
  kTimeoutMillis,
);

test(
  'a limit of their length counts UTF-16 units, as in the official SDK',
  async () => {
    const limits = fc.integer({ min: 1000, max: 3000 });
    const isSame = fc.asyncProperty(few, limits, async (texts, limit) => {
      const ways = { fixedIds: true, views: false };
      const testCase = caseOf(texts, limit);
      expect(await recordNative(testCase, ways)).toEqual(await recordOfficial(testCase, ways));
    });
    await fc.assert(isSame, { seed: 20_261_204, numRuns: kRuns });
  },
  kTimeoutMillis,
);

test('arrive through a small ring and around it, in a spool and in log records', async () => {
  const spool = { directory: temporaryFolder(), maxBytes: 1 << 24 };
  const sinks = [4096, 1 << 20].flatMap((ringBytes) =>
    [{}, { spool }].map((options) => {
      const sink = new CollectingSink();
      const provider = makeProvider(sink, { ringBytes }, options);
      return { sink, provider };
    }),
  );
  const logSink = new CollectingSink();
  const loggers = makeLoggerProvider({ exporter: logSink });
  const texts = fc.sample(longTexts, { seed: 20_261_205, numRuns: 100 });
  for (const text of texts) {
    for (const { provider } of sinks) endSpans(provider, 1, { text, list: [text, 'short'] });
    loggers.getLogger('l').emit({ body: text, attributes: { list: [text, 'short'] as AnyValue } });
  }
  const expected = texts.map((text) => {
    const string = text.toWellFormed();
    return { string, list: { array: [{ string }, { string: 'short' }] } };
  });
  for (const { sink, provider } of sinks) {
    await provider.forceFlush();
    expect(sink.spans().map(({ attributes }) => attributes)).toEqual(
      expected.map(({ string, list }) => [
        ['text', { string }],
        ['list', list],
      ]),
    );
    expect(consistentStats(provider)).toMatchObject({ exported: 100, queued: 0 });
  }
  await loggers.forceFlush();
  expect(logsOf(logSink).map(({ body, attributes }) => [body, attributes])).toEqual(
    expected.map(({ string, list }) => [{ string }, [['list', list]]]),
  );
});

test('are kept by a killed process for the next one', async () => {
  const spool = temporaryFolder();
  await runProgram('long-texts-killed.mjs', { environment: { SPOOL: spool } });
  const sink = new CollectingSink();
  await recoverSpool(sink, { spool: { directory: spool } });
  expect(sink.spans().map(({ attributes }) => attributes)).toEqual([
    [['text', { string: 'é'.repeat(3000) }]],
    [['text', { string: '→'.repeat(300_000) }]],
  ]);
});

test('that cannot be copied lose their own span only, which is no full queue', async () => {
  const losses: unknown[] = [];
  const sink = new CollectingSink();
  const onLoss = ({ cause, count }: { cause: string; count: number }) =>
    void losses.push([cause, count]);
  const provider = makeProvider(sink, {}, { onLoss });
  // Texts without places: the copy fails.
  const places = jest.spyOn(Uint32Array, 'from').mockReturnValueOnce(new Uint32Array());
  endSpans(provider, 1, { text: '→'.repeat(2_000_000) });
  await provider.forceFlush();
  places.mockRestore();
  endSpans(provider, 1, { text: 'é'.repeat(2_000_000) });
  await provider.forceFlush();
  expect(sink.spans()).toHaveLength(1);
  expect(consistentStats(provider)).toMatchObject({
    exported: 1,
    dropped: { invalid: 1, queueFull: 0 },
  });
  await provider.shutdown();
  expect(losses).toEqual([['invalid', 1]]);
});

test('in a resource and a scope arrive', async () => {
  const sink = new CollectingSink();
  const text = '→'.repeat(2000);
  const resource = resourceFromAttributes({ text });
  const provider = makeProvider(sink, {}, { resource });
  provider.getTracer(text, text).startSpan('s').end();
  await provider.forceFlush();
  const [span] = sink.spans();
  expect(span).toMatchObject({
    resource: expect.objectContaining({ attributes: [['text', { string: text }]] }) as unknown,
    scope: expect.objectContaining({ name: text, version: text }) as unknown,
  });
});

describe('byte limits', () => {
  test('a limit of values counts UTF-8', async () => {
    const sink = new CollectingSink();
    const spanLimits = { attributeValueByteLimit: 9_000 };
    const provider = makeProvider(sink, {}, { spanLimits });
    const wide = '→'.repeat(3_000);
    const narrow = `→${'x'.repeat(8_997)}`;
    endSpans(provider, 1, { wide, narrow, wider: `${wide}→`, list: [narrow, 'y'] });
    await provider.forceFlush();
    expect(sink.spans()[0]!.attributes).toEqual([
      ['wide', { string: wide }],
      ['narrow', { string: narrow }],
      ['wider', { string: wide }],
      ['list', { array: [{ string: narrow }, { string: '' }] }],
    ]);
    expect(consistentStats(provider).cutValues).toBe(2);
  });

  test('a limit of items counts what is sent', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { maxItemBytes: kMiB });
    // Two bytes a character on the way, one in the request.
    endSpans(provider, 1, { text: `→${'x'.repeat(1_000_000)}` });
    endSpans(provider, 1, { text: '→'.repeat(400_000) });
    await provider.forceFlush().catch(() => {});
    expect(sink.spans()).toHaveLength(1);
    expect(consistentStats(provider).dropped.tooLarge).toBe(1);
  });

  test('a limit of the queue counts two bytes for each character of a text beyond Latin-1', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { maxQueueBytes: kMiB });
    endSpans(provider, 1, { text: 'ü'.repeat(800_000) });
    endSpans(provider, 1, { text: `→${'x'.repeat(800_000)}` });
    await provider.forceFlush();
    expect(sink.spans()).toHaveLength(1);
    expect(consistentStats(provider).dropped.tooLarge).toBe(1);
  });
});
