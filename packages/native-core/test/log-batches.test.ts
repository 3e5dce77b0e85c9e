import type { AnyValue } from '@opentelemetry/api';
import { CollectingSink } from './support/collecting-sink';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';

/** Log records that are emitted in one task are written together, and so are their texts. */
test.each<[string, string[]]>([
  ['ASCII', ['a body that is long enough', 'x'.repeat(40)]],
  ['ASCII beside what takes more bytes', ['grüße an alle die hier lesen', 'y'.repeat(40)]],
  ['of all sizes', Array.from({ length: 60 }, (_, i) => 'z'.repeat(i))],
  [
    'more than are written together',
    Array.from({ length: 300 }, (_, i) => `${'t'.repeat(30)}${i}`),
  ],
  ['a repeated one', Array.from({ length: 40 }, () => 'the same body each time')],
])('texts: %s', async (_, texts) => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logger = provider.getLogger('a');
  for (const text of texts)
    logger.emit({ body: text, eventName: text.slice(0, 20), attributes: { first: text } });
  await provider.forceFlush();
  expect(
    logsOf(sink).map(({ body, eventName, attributes }) => [body, eventName ?? '', attributes]),
  ).toEqual(
    texts.map((text) => [{ string: text }, text.slice(0, 20), [['first', { string: text }]]]),
  );
  expect(consistentLogStats(provider).exported).toBe(texts.length);
});

test('half a surrogate pair at the end of a body does not pair with the next one', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logger = provider.getLogger('a');
  for (const body of ['a text that ends in \ud83d', '\ude00 begins this one, which is long'])
    logger.emit({ body });
  await provider.forceFlush();
  expect(textsOf(sink)).toEqual([
    'a text that ends in \ufffd',
    '\ufffd begins this one, which is long',
  ]);
});

test('what the application changes while a record waits does not show', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logger = provider.getLogger('a');
  const body: AnyValue[] = ['first'];
  for (let i = 0; i < 3; i++) {
    logger.emit({ body });
    body[0] = `later ${i}`;
  }
  await provider.forceFlush();
  expect(logsOf(sink).map((log) => log.body)).toEqual(
    ['first', 'later 0', 'later 1'].map((string) => ({ array: [{ string }] })),
  );
});

test('a time that a processor sets and changes after emit() is the one it set', async () => {
  const sink = new CollectingSink();
  const observed: [number, number] = [1_700_000_000, 5];
  const provider = makeLoggerProvider({
    exporter: sink,
    processors: [
      {
        onEmit: (record) => void (record.hrTimeObserved = observed),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  provider.getLogger('a').emit({ body: 'one' });
  observed[0] = 1;
  await provider.forceFlush();
  expect(logsOf(sink)[0]!.observedTimeUnixNano).toBe('1700000000000000005');
});

test('a record larger than the ring keeps its place among the smaller ones of its task', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink, batch: { ringBytes: 4096 } });
  const logger = provider.getLogger('a');
  const texts = ['before', 'l'.repeat(10_000), 'after', 'm'.repeat(900), 'n'.repeat(900), 'end'];
  for (const body of texts) logger.emit({ body });
  await provider.forceFlush();
  expect(textsOf(sink)).toEqual(texts);
});

test('stats() counts records that wait', () => {
  const provider = makeLoggerProvider({ exporter: new CollectingSink() });
  const logger = provider.getLogger('a');
  logger.emit({ body: 'one' });
  logger.emit({ body: 'two' });
  expect(provider.stats()).toMatchObject({ ended: 2, queued: 2 });
});
