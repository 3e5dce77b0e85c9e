import { diag, type AnyValue, type Attributes } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nestedValues } from './cases/nested-values';
import { CollectingSink } from './support/collecting-sink';
import { recordNative, recordOfficial, type Case } from './support/compare-sdks';
import { temporaryFolder } from './support/kill-run';
import { logsOf, makeLoggerProvider } from './support/log-providers';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

// Arrays and maps of any shape: what arrives and what readers see is what the official SDK makes of them.

afterEach(() => diag.disable());

const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };

/** Several spans of the same values: at the fourth, keys and texts are in the string table. */
function caseOf(values: readonly AnyValue[]): Case {
  return {
    name: 'nested values',
    record({ tracer }) {
      const attributes = Object.fromEntries(values.map((value, i) => [`value ${i}`, value]));
      for (let i = 0; i < 6; i++) {
        const span = tracer.startSpan('s', { attributes, links: [{ context, attributes }] });
        span.setAttribute('set', values[i % values.length]!).end();
      }
    },
  };
}

const few = fc.array(nestedValues, { minLength: 1, maxLength: 4 });

/** What a run plays at least, and how long it may take on a busy machine. */
const kRuns = Number(process.env.NESTED_RUNS ?? 150);
const kTimeoutMillis = 600_000;

test.each([true, false])(
  'random values, with readers: %s',
  async (views) => {
    const isSame = fc.asyncProperty(few, async (values) => {
      const ways = { fixedIds: true, views };
      const testCase = caseOf(values);
      expect(await recordNative(testCase, ways)).toEqual(await recordOfficial(testCase, ways));
    });
    await fc.assert(isSame, { seed: 20_261_201, numRuns: kRuns });
  },
  kTimeoutMillis,
);

test('a log record carries them as a span does', async () => {
  const sink = new CollectingSink();
  const spans = new CollectingSink();
  const tracers = makeProvider(spans);
  const loggers = makeLoggerProvider({ exporter: sink });
  for (const values of fc.sample(few, { seed: 20_261_202, numRuns: 100 })) {
    const attributes = Object.fromEntries(values.map((value, i) => [`value ${i}`, value]));
    tracers
      .getTracer('t')
      .startSpan('s', { attributes: attributes as Attributes })
      .end();
    loggers.getLogger('l').emit({ attributes } as never);
  }
  await Promise.all([loggers.forceFlush(), tracers.forceFlush()]);
  expect(logsOf(sink)).toHaveLength(100);
  expect(logsOf(sink).map(({ attributes }) => attributes)).toEqual(
    spans.spans().map(({ attributes }) => attributes),
  );
});

describe('keys that are data', () => {
  /** Four times each, which is when a key enters the string table. */
  const usersOf = (i: number) =>
    Array.from({ length: 4 }, () => ({ [`user-${i}`]: { visits: i } }));

  const exportedUsers = (i: number) => {
    const entry = { map: [[`user-${i}`, { map: [['visits', { int: String(i) }]] }]] };
    return JSON.stringify([['users', { array: [entry, entry, entry, entry] }]]);
  };

  test('arrive, and leave room in the string table for keys of attributes', async () => {
    const spool = temporaryFolder();
    const sink = new CollectingSink();
    const provider = makeProvider(sink, {}, { spool: { directory: spool, maxBytes: 1 << 23 } });
    for (let i = 0; i < 20_000; i++) endSpans(provider, 1, { users: usersOf(i) as AnyValue });
    await provider.forceFlush();
    const texts = sink.spans().map(({ attributes }) => JSON.stringify(attributes));
    expect(texts).toEqual(texts.map((_, i) => exportedUsers(i)));
    expect(texts).toHaveLength(20_000);
    sink.batches.length = 0;
    let file = '';
    sink.answer = () => {
      file = readFileSync(join(spool, readdirSync(spool)[0]!), 'latin1');
      return { status: 'ok' };
    };
    endSpans(provider, 100, { 'a.key.that.comes.late': 1 });
    await provider.forceFlush();
    expect(sink.spans()).toHaveLength(100);
    // In the ring, the journal and the strings of the spool; a key that has no room stands in each of the hundred records.
    expect(file.split('a.key.that.comes.late').length - 1).toBeLessThan(10);
    consistentStats(provider);
  });
});

describe('a value that is read twice', () => {
  /** A map with a getter that answers differently each time, in a value that is too deep for the short way. */
  function changing(levels: number): AnyValue {
    let reads = 0;
    let value: AnyValue = Object.defineProperty({}, 'text', {
      enumerable: true,
      get: () => (reads++ === 0 ? 'first' : [`read ${reads}`]),
    });
    for (let i = 0; i < levels; i++) value = [value];
    return value;
  }

  test.each([1, 40])('is exported as it was at one of them: %i levels', async (levels) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    endSpans(provider, 1, { value: changing(levels) });
    await provider.forceFlush();
    const [span] = sink.spans();
    const text = JSON.stringify(span!.attributes);
    expect(text).toMatch(/"text",(\{"string":"first"\}|\{"array":\[\{"string":"read 2"\}\]\})/);
  });
});
