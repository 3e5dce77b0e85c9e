import { diag, type LogRecord } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { hostileRuns } from 'hostile-values';
import { givenArguments, makeArguments } from './hostile/arguments';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';

// Nothing that an application passes throws into it or harms another record. The official SDK throws, or loses the batch.

const throwing = {
  get a(): never {
    throw new Error('no');
  },
};

async function emitted(record: unknown) {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logged = collectDiagnostics();
  const logger = provider.getLogger('a');
  logger.emit({ body: 'before' });
  logger.emit(record as LogRecord);
  logger.emit({ body: 'after' });
  await provider.forceFlush();
  const logs = logsOf(sink);
  expect([logs[0]?.body, logs.at(-1)?.body]).toEqual([{ string: 'before' }, { string: 'after' }]);
  return { logs: logs.slice(1, -1), logged, stats: consistentLogStats(provider) };
}

test('a body that contains itself is cut there, and counted', async () => {
  const body: Record<string, unknown> = { a: 1, twice: [{}] };
  body.self = [body];
  const { logs, stats } = await emitted({ body });
  expect(logs[0]!.body).toEqual({
    map: [
      ['a', { int: '1' }],
      ['twice', { array: [{ map: [] }] }],
      ['self', { array: [{ string: '[Circular]' }] }],
    ],
  });
  expect(stats).toMatchObject({ exported: 3, cutValues: 1 });
});

test('a body that occurs twice in itself is no cycle', async () => {
  const shared = { b: 1 };
  const { logs, stats } = await emitted({ body: [shared, shared] });
  const map = [['b', { int: '1' }]];
  expect(logs[0]!.body).toEqual({ array: [{ map }, { map }] });
  expect(stats.cutValues).toBe(0);
});

test('a body of 100 levels is cut at the limit, and counted', async () => {
  let body: unknown = 'innermost';
  for (let level = 0; level < 100; level++) body = [body];
  const { logs, stats } = await emitted({ body });
  expect(JSON.stringify(logs[0]!.body)).toContain('empty');
  expect(stats.cutValues).toBe(1);
});

test('a body that throws when it is read is empty, and counted', async () => {
  const { logs, stats } = await emitted({ body: throwing, attributes: { b: 1 } });
  expect(logs).toMatchObject([{ body: 'empty', attributes: [['b', { int: '1' }]] }]);
  expect(stats.cutValues).toBe(1);
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  [
    'a property that throws',
    {
      get body() {
        return throwing.a;
      },
    },
  ],
  ['attributes that throw', { attributes: throwing }],
  ['a context that is none', { context: 7 }],
])('a record that cannot be read is lost alone, and counted: %s', async (_, record) => {
  const { logs, stats } = await emitted(record);
  expect(logs).toEqual([]);
  expect(stats.dropped.invalid).toBe(1);
});

test.each([['now'], [10n], [{}], [[1]], [Symbol('time')]])(
  'a timestamp that is no time is the present, with a warning: %p',
  async (timestamp) => {
    const before = BigInt(Date.now()) * 1_000_000n;
    const { logs, logged } = await emitted({ timestamp });
    expect(BigInt(logs[0]!.timeUnixNano)).toBeGreaterThanOrEqual(before);
    expect(logged).toEqual([expect.stringContaining('is no time')]);
  },
);

test('an exception that throws when it is read leaves the record without it', async () => {
  const exception = {
    get message() {
      return throwing.a;
    },
  };
  const { logs } = await emitted({ body: 'here', exception });
  expect(logs).toMatchObject([{ body: { string: 'here' }, attributes: [] }]);
});

test('what the application changes after emit() does not show', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const bytes = Uint8Array.of(1, 2);
  const body = { bytes, list: ['a'] };
  const attributes = { bytes, map: { b: 1 } };
  provider.getLogger('a').emit({ body, attributes });
  bytes[0] = 9;
  body.list.push('late');
  attributes.map.b = 2;
  await provider.forceFlush();
  expect(logsOf(sink)[0]).toMatchObject({
    body: {
      map: [
        ['bytes', { bytes: '0102' }],
        ['list', { array: [{ string: 'a' }] }],
      ],
    },
    attributes: [
      ['bytes', { bytes: '0102' }],
      ['map', { map: [['b', { int: '1' }]] }],
    ],
  });
});

test('a getter and a diag logger that emit records themselves', async () => {
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink });
  const logger = provider.getLogger('a');
  const warn = () => logger.emit({ body: 'from diag', attributes: { key: 'value' } });
  const silent = () => {};
  diag.setLogger({ warn, error: warn, info: silent, debug: silent, verbose: silent });
  const attributes = {
    key: 'value',
    get inner() {
      logger.emit({ body: 'from a getter', attributes: { key: 'value', other: 'value' } });
      return 'value';
    },
    refused: 10n,
    other: 'value',
  };
  logger.emit({ body: 'outer', attributes });
  logger.emit({ body: 'last', attributes: { key: 'value', other: 'value' } });
  await provider.forceFlush();
  expect(textsOf(sink)).toEqual(['from a getter', 'from diag', 'outer', 'last']);
  const value = { string: 'value' };
  expect(logsOf(sink).map((log) => log.attributes)).toEqual([
    [
      ['key', value],
      ['other', value],
    ],
    [['key', value]],
    [
      ['key', value],
      ['inner', value],
      ['other', value],
    ],
    [
      ['key', value],
      ['other', value],
    ],
  ]);
});

const programs = fc.array(
  fc.record({
    given: givenArguments,
    part: fc.constantFrom(
      'record',
      'body',
      'attributes',
      'attribute',
      'exception',
      'timestamp',
      'observedTimestamp',
      'severityNumber',
      'severityText',
      'eventName',
      'context',
    ),
    isProcessed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

function recordOf({ part, given }: Program[number]): LogRecord {
  const { key, first } = makeArguments(given);
  if (part === 'record') return first as LogRecord;
  if (part === 'attribute') return { attributes: { [key]: first, after: 1 } };
  return { [part]: first } as LogRecord;
}

async function play(program: Program): Promise<void> {
  const sink = new CollectingSink();
  const nothing = { onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} };
  const batch = { ringBytes: 65_536 };
  const plain = makeLoggerProvider({ exporter: sink, batch });
  const processed = makeLoggerProvider({ exporter: sink, batch, processors: [nothing] });
  for (const step of program) {
    const logger = (step.isProcessed ? processed : plain).getLogger('a');
    logger.emit(recordOf(step));
    logger.enabled(recordOf(step));
    logger.emit({ body: 'neighbour', attributes: { text: 'größe' } });
  }
  for (const provider of [plain, processed]) {
    await provider.forceFlush();
    expect(consistentLogStats(provider).queued).toBe(0);
  }
  const neighbours = logsOf(sink).filter(({ attributes }) => attributes[0]?.[0] === 'text');
  expect(neighbours.length).toBeGreaterThanOrEqual(program.length);
  for (const { body } of neighbours.slice(-1)) expect(body).toEqual({ string: 'neighbour' });
  await Promise.all([plain.shutdown(), processed.shutdown()]);
}

const { seed, numRuns } = hostileRuns(300);

test(`hostile values everywhere in log records, seed ${seed}`, async () => {
  collectDiagnostics();
  await fc.assert(fc.asyncProperty(programs, play), { seed, numRuns });
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 600_000);
