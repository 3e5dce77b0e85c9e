import type { LoggerProvider as AnyLoggerProvider } from '@opentelemetry/api';
import { BunyanStream } from '@otel-native/logs-bridges/bunyan';
import { WinstonTransport } from '@otel-native/logs-bridges/winston';
import { LoggerProvider } from '@otel-native/native-core/logs';
import * as fc from 'fast-check';
import { hostileRuns, keys, makeValue, recipes, type Recipe } from 'hostile-values';
import { decodeLogs } from '../../native-core/test/support/decode-logs';
import { collectingSink } from './support/collecting-sink';

// A provider of ours reads the fields of a record in place. Any other gets a log record through `emit()`. Both ways must send the same.

/** A time of the two ways together, so that they may be compared. */
const kNow = 1_700_000_000_123;

/** What a record is made of, anew for each way: a hostile value may change when it is read. */
interface Description {
  readonly fields: readonly [key: string, value: Recipe | 'throw'][];
  readonly special: Readonly<Record<string, unknown>>;
  readonly isFrozen: boolean;
  readonly hasPrototype: boolean;
}

interface Way {
  readonly winston: WinstonTransport;
  readonly bunyan: BunyanStream;
  /** Returns the OTLP requests since the last call. */
  takeBytes(): Promise<Buffer>;
}

function wayThrough(hide: (provider: LoggerProvider) => AnyLoggerProvider): Way {
  const { sink, requests } = collectingSink();
  const provider = new LoggerProvider({ exporter: sink });
  const options = { loggerProvider: hide(provider) };
  return {
    winston: new WinstonTransport(options),
    bunyan: new BunyanStream(options),
    async takeBytes() {
      await provider.forceFlush();
      return Buffer.concat(requests.splice(0));
    },
  };
}

const inPlace = wayThrough((provider) => provider);
const emitted = wayThrough((provider) => ({
  getLogger: (...scope) => provider.getLogger(...scope),
}));

function make({ fields, special, isFrozen, hasPrototype }: Description): Record<string, unknown> {
  const record = Object.create(hasPrototype ? { inherited: 1 } : null) as Record<string, unknown>;
  const define = (key: PropertyKey, property: PropertyDescriptor): unknown =>
    Object.defineProperty(record, key, { enumerable: true, configurable: true, ...property });
  for (const [key, value] of fields) {
    if (value === 'throw') define(key, { get: () => JSON.parse('not readable') as never });
    else define(key, { value: makeValue(value) });
  }
  for (const [key, value] of Object.entries(special)) define(key, { value });
  define(Symbol('other'), { value: 1 });
  define(Symbol.for('level'), { value: special['level'] });
  return isFrozen ? Object.freeze(record) : record;
}

const fieldKeys = fc.oneof(
  { weight: 4, arbitrary: keys },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['msg', 'err', 'error', 'stack', 'otel.event.name', 'trace_id', 'hostname', 'pid', 'v'],
    ),
  },
);
const values = fc.oneof(
  { weight: 30, arbitrary: recipes },
  { weight: 1, arbitrary: fc.constant('throw' as const) },
);
const times = fc.constantFrom<unknown>(
  ...[new Date(kNow), new Date(0), new Date(-1), new Date(-86_400_500), new Date(5.5)],
  ...[new Date(8.64e15), new Date(-8.64e15), new Date(NaN), 5, kNow, '2026-01-01T00:00:00Z', null],
  ...[undefined, { getTime: () => 'noon' }, { getTime: () => 1.25 }, Symbol('time')],
);
const levels = fc.constantFrom<unknown>(
  ...[10, 30, 35, 60, 1e9, -1, NaN, '30', 'info', 'error', 'nobody knows', '', null, undefined],
  ...[30n, true, {}],
);

const descriptions: fc.Arbitrary<Description> = fc.record({
  fields: fc.array(fc.tuple(fieldKeys, values), { maxLength: 5 }),
  special: fc.record({ time: times, level: levels }),
  isFrozen: fc.boolean(),
  hasPrototype: fc.boolean(),
});

const { now } = Date;
const { stackTraceLimit } = Error;
beforeAll(() => {
  Date.now = () => kNow;
  // A getter may make an error, whose stack names who reads it.
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Date.now = now;
  Error.stackTraceLimit = stackTraceLimit;
});

test.each(['winston', 'bunyan'] as const)(
  'a record of %s is the same in place and through emit()',
  async (library) => {
    let sent = 0;
    const setting = hostileRuns(500);
    await fc.assert(
      fc.asyncProperty(descriptions, async (description) => {
        for (const way of [inPlace, emitted]) way[library].write(make(description));
        const [ours, theirs] = await Promise.all([inPlace.takeBytes(), emitted.takeBytes()]);
        if (!ours.equals(theirs)) expect(decodeLogs(ours)).toStrictEqual(decodeLogs(theirs));
        expect(ours.equals(theirs)).toBe(true);
        if (ours.length > 0) sent++;
      }),
      setting,
    );
    expect(sent).toBeGreaterThan(setting.numRuns / 2);
  },
  240_000,
);

test.each(['winston', 'bunyan'] as const)(
  'a record of %s with 100,000 fields keeps as many as the limit says, both ways',
  async (library) => {
    const fields = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`field ${i}`, i % 2 === 0 ? i : { i }]),
    );
    const special = { level: library === 'winston' ? 'info' : 30, time: new Date(kNow) };
    for (const way of [inPlace, emitted]) {
      way[library].write({ ...special, ...fields, [Symbol.for('level')]: special.level });
      const [record, ...others] = decodeLogs(await way.takeBytes());
      expect(others).toEqual([]);
      expect(record!.attributes).toHaveLength(128);
      // The time is an attribute for winston.
      expect(record!.droppedAttributesCount).toBe(100_000 - 128);
    }
  },
);

test('what a getter of a value logs is sent, both ways', async () => {
  for (const { winston, takeBytes } of [inPlace, emitted]) {
    const write = (message: string, value: unknown): boolean =>
      winston.write({ level: 'info', message, value, [Symbol.for('level')]: 'info' });
    write('outer', {
      get logs() {
        return write('inner', 1);
      },
    });
    const bodies = decodeLogs(await takeBytes()).map(({ body }) => body);
    expect(bodies).toEqual([{ string: 'inner' }, { string: 'outer' }]);
  }
});

test('what the application changes after the call does not show', async () => {
  const list: unknown[] = [1, { deep: 'before' }];
  const bytes = new Uint8Array([1, 2]);
  const record: Record<string, unknown> = {
    level: 30,
    time: new Date(kNow),
    ...{ list, bytes, text: 'before', msg: { list } },
  };
  inPlace.bunyan.write(record);
  list[1] = 'after';
  list.push(3);
  bytes[0] = 9;
  record['text'] = 'after';
  (record['time'] as Date).setTime(0);
  const [sent] = decodeLogs(await inPlace.takeBytes());
  const kept = { array: [{ int: '1' }, { map: [['deep', { string: 'before' }]] }] };
  expect(sent).toMatchObject({
    body: { map: [['list', kept]] },
    timeUnixNano: `${kNow}000000`,
    attributes: [
      ['list', kept],
      ['bytes', { bytes: '0102' }],
      ['text', { string: 'before' }],
    ],
  });
});
