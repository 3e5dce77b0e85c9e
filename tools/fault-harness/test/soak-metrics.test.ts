import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeMetricRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { MetricLedger } from '../src/soak/metric-ledger.ts';
import { MetricTotals, settleMetricRound } from '../src/soak/metric-round.ts';

/** A point of series 0 as native/metric-producer.cpp makes them: its time, its value, and perhaps another series. */
type Point = readonly [time: number, value: number, series?: number];

function request(
  stream: number,
  points: readonly Point[],
  { round = 0, text = '', exemplars = [] as object[] } = {},
): Buffer {
  const dataPoints = points.map(([time, asInt, series = 0]) => ({
    timeUnixNano: time,
    asInt,
    exemplars,
    attributes: [
      int('index', series),
      int('bytes', 0),
      { key: 'text', value: { stringValue: text } },
    ],
  }));
  const metrics = [{ name: `stream ${stream}`, sum: { dataPoints } }];
  const resource = { attributes: [int('round', round), int('producer', 0)] };
  return Buffer.from(
    encodeMetricRequest({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }),
  );
}

const int = (key: string, intValue: number) => ({ key, value: { intValue } });

function ledgerWith(...requests: readonly Buffer[]): MetricLedger {
  const ledger = new MetricLedger();
  for (const one of requests) ledger.keep(one);
  return ledger;
}

/** A cumulative stream and one of deltas, each with a series of which 5 was recorded, collected twice. */
const kAccount = {
  streams: [
    { isDelta: false, isObserved: false, recorded: [5] },
    { isDelta: true, isObserved: false, recorded: [5] },
  ],
  collected: 4,
  exported: 4,
  lost: 0,
  retries: 0,
  unansweredFlushes: 0,
  isCorrupt: false,
};
const kCumulative: readonly Point[] = [
  [1, 3],
  [2, 5],
];
const kDelta: readonly Point[] = [
  [1, 3],
  [2, 2],
];

function settle(ledger: MetricLedger, account: Partial<typeof kAccount> = {}): string[] {
  const line = { round: 0, metricProducers: [{ ...kAccount, ...account }] };
  const begin = 'round 0, metrics of producer 0: ';
  return settleMetricRound(line, ledger, new MetricTotals()).map((text) => text.replace(begin, ''));
}

test('cumulative and delta series that tell what was recorded have no problems, in whatever order they come', () => {
  const reversed = [request(0, [...kCumulative].reverse()), request(1, [...kDelta].reverse())];
  assert.deepEqual(settle(ledgerWith(...reversed)), []);
});

test('a request that comes again is not added up again, nor is one of a round that is settled', () => {
  const requests = [request(0, kCumulative), request(1, kDelta)];
  const ledger = ledgerWith(...requests, ...requests);
  assert.deepEqual(settle(ledger), []);
  assert.equal(ledger.duplicated, 4);
  ledger.keep(request(1, kDelta));
  assert.equal(ledger.seriesCount(0, 0), 0);
});

test('what a series lacks has to be counted', () => {
  const withoutLast = ledgerWith(request(0, [[1, 3]]), request(1, kDelta));
  assert.deepEqual(settle(withoutLast), [
    '4 points exported, 3 came',
    '1 series lack something, 0 points counted',
  ]);
  const counted = { exported: 3, lost: 1 };
  assert.deepEqual(settle(ledgerWith(request(0, kCumulative), request(1, [[1, 3]])), counted), []);
  assert.deepEqual(settle(ledgerWith(request(0, kCumulative), request(1, kDelta)), { lost: 1 }), [
    '4 points collected, 4 + 1 accounted for',
  ]);
});

test('the points that a receiver rejects are the first ones', () => {
  const ledger = ledgerWith(request(0, kCumulative));
  assert.equal(ledger.keep(request(1, kDelta), 1), 1);
  assert.deepEqual(settle(ledger, { exported: 3, lost: 1 }), []);
});

test('more than was recorded, series that fall and strangers are problems', () => {
  const falling: readonly Point[] = [
    [1, 6],
    [2, 5],
  ];
  assert.deepEqual(settle(ledgerWith(request(0, falling), request(1, kDelta))), [
    '1 cumulative series fell',
  ]);
  const more = ledgerWith(request(0, kCumulative), request(1, [...kDelta, [3, 1], [4, 1, 7]]));
  assert.deepEqual(settle(more), [
    '4 points collected, 5 came',
    '1 series were told more than was recorded',
    '1 series that were not recorded',
  ]);
});

test('another content, another value at the same time, corrupt definitions and flushes without an answer are problems', () => {
  const ledger = ledgerWith(
    request(0, kCumulative, { text: 'something else' }),
    request(1, [...kDelta, [2, 3]]),
    Buffer.from([0xff]),
  );
  assert.deepEqual(settle(ledger, { isCorrupt: true, unansweredFlushes: 2 }), [
    'its definitions are said to be corrupt',
    '2 flushes without an answer',
    '1 series were told more than was recorded',
    'round 0: 4 corrupted points',
  ]);
});

/** An exemplar of series 0 of stream 1 in round 0, as native/exemplar.cpp writes it. */
function exemplar(value: number, { stream = 1, spanValue = value, filtered = value } = {}): object {
  const id = (...words: number[]) =>
    Buffer.from(words.map((word) => word.toString(16).padStart(8, '0')).join(''), 'hex');
  return {
    asInt: value,
    traceId: id(1, 0, stream, 0),
    spanId: id(0, spanValue),
    filteredAttributes: [int('value', filtered)],
  };
}

test('exemplars belong to their series and have the value that was measured', () => {
  const corrupted = (...exemplars: object[]) =>
    ledgerWith(request(1, [[1, 3]], { exemplars })).corrupted;
  assert.equal(corrupted(exemplar(3), { asInt: 5 }), 0);
  assert.equal(corrupted(exemplar(3, { stream: 2 })), 1);
  assert.equal(corrupted(exemplar(3, { spanValue: 4 })), 1);
  assert.equal(corrupted(exemplar(3, { filtered: 4 })), 1);
  assert.equal(corrupted({ asInt: 0 }), 1);
});

test('what native code observes may lack its last values, and never has more than was reported', () => {
  const [cumulative, delta] = kAccount.streams as [object, object];
  const streams = [
    { ...cumulative, isObserved: true, recorded: [6] },
    { ...delta, isObserved: true, recorded: [6] },
  ] as typeof kAccount.streams;
  const ledger = () => ledgerWith(request(0, kCumulative), request(1, kDelta));
  assert.deepEqual(settle(ledger(), { streams }), []);
  const fewer = streams.map((stream) => ({ ...stream, recorded: [4] }));
  assert.deepEqual(settle(ledger(), { streams: fewer }), [
    '2 series were told more than was recorded',
  ]);
});

test('all measurements of a histogram are in its buckets', () => {
  const corrupted = (count: number) => {
    const attributes = [
      int('index', 0),
      int('bytes', 0),
      { key: 'text', value: { stringValue: '' } },
    ];
    const point = { count, sum: 5, zeroCount: 1, positive: { bucketCounts: [2, 1] }, attributes };
    const metrics = [{ name: 'stream 0', exponentialHistogram: { dataPoints: [point] } }];
    const body = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] };
    return ledgerWith(Buffer.from(encodeMetricRequest(body))).corrupted;
  };
  assert.equal(corrupted(4), 0);
  assert.equal(corrupted(5), 1);
});
