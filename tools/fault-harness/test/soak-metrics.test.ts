import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeMetricRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { MetricLedger } from '../src/soak/metric-ledger.ts';
import { MetricTotals, settleMetricRound } from '../src/soak/metric-round.ts';

/** A point of series 0 as native/metric-producer.cpp makes them: its time, its value, and perhaps another series. */
type Point = readonly [time: number, value: number, series?: number];

function request(stream: number, points: readonly Point[], { round = 0, text = '' } = {}): Buffer {
  const int = (key: string, intValue: number) => ({ key, value: { intValue } });
  const dataPoints = points.map(([time, asInt, series = 0]) => ({
    timeUnixNano: time,
    asInt,
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

function ledgerWith(...requests: readonly Buffer[]): MetricLedger {
  const ledger = new MetricLedger();
  for (const one of requests) ledger.keep(one);
  return ledger;
}

/** A cumulative stream and one of deltas, each with a series of which 5 was recorded, collected twice. */
const kAccount = {
  streams: [
    { isDelta: false, recorded: [5] },
    { isDelta: true, recorded: [5] },
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
