import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeMetricRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import {
  kCounter,
  kCpuTime,
  kGauge,
  kHistogram,
  seriesKey,
  valueInSpan,
} from '../src/metrics/instruments.ts';
import { cpuTimeProblems, exemplarProblems, settleMetrics } from '../src/metrics/metric-account.ts';
import { MetricLedger } from '../src/metrics/metric-ledger.ts';

const kSpan = '00000000000000a5';
const kPart = '12.0';
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const kAttributes = [
  text('part', kPart),
  { key: 'series', value: { intValue: 1 } },
  // What a worker's provider adds.
  { key: 'thread.id', value: { intValue: 3 } },
];

function request(...metrics: object[]): Buffer {
  return Buffer.from(encodeMetricRequest({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
}

/** Points of times 1, 2, … with these values. */
function counter(...values: number[]): object {
  const dataPoints = values.map((asInt, i) => ({
    ...{ asInt, timeUnixNano: i + 1, attributes: kAttributes },
  }));
  return { name: kCounter, sum: { dataPoints } };
}

function histogram(sum: number, rest: object = {}): object {
  const point = { count: 2, sum, timeUnixNano: 1, attributes: kAttributes };
  const whole = { ...point, zeroCount: 1, positive: { bucketCounts: [1] }, ...rest };
  return { name: kHistogram, exponentialHistogram: { dataPoints: [whole] } };
}

function ledgerWith(...requests: readonly Buffer[]): MetricLedger {
  const ledger = new MetricLedger();
  for (const one of requests) ledger.keep(one);
  return ledger;
}

const recorded = (sum: number) => ({ [seriesKey(kCounter, kPart, 1)]: sum });

test('a cumulative series has its last value, a delta series the sum of all', () => {
  const ledger = ledgerWith(request(counter(3, 5)));
  const well = { short: 0, excessive: 0, falling: 0, received: 2, duplicated: 0, corrupted: 0 };
  assert.deepEqual(settleMetrics(ledger, recorded(5), false), { series: 1, ...well });
  assert.deepEqual(settleMetrics(ledger, recorded(8), true), { series: 1, ...well });
  assert.equal(settleMetrics(ledger, recorded(8), false).short, 1);
  assert.equal(settleMetrics(ledger, recorded(7), true).excessive, 1);
  assert.equal(settleMetrics(ledgerWith(request(counter(5, 3))), recorded(3), false).falling, 1);
});

test('a gauge has its last value in either temporality', () => {
  const gauge = { name: kGauge, gauge: { dataPoints: [{ asInt: 4, timeUnixNano: 1 }] } };
  const point = gauge.gauge.dataPoints[0]!;
  Object.assign(point, { attributes: kAttributes });
  const ledger = ledgerWith(request(gauge));
  for (const isDelta of [true, false])
    assert.equal(settleMetrics(ledger, { [seriesKey(kGauge, kPart, 1)]: 4 }, isDelta).short, 0);
});

test('a request that comes again adds nothing, one with another value is corrupted, and the first points are those rejected', () => {
  const ledger = ledgerWith(request(counter(3, 5)), request(counter(3, 5)));
  assert.equal(ledger.received, 2);
  assert.equal(ledger.duplicated, 2);
  ledger.keep(request(counter(4)));
  ledger.keep(Buffer.from([0xff]));
  assert.equal(ledger.corrupted, 2);
  const rejecting = new MetricLedger();
  assert.equal(rejecting.keep(request(counter(3, 5)), 1), 1);
  assert.equal(settleMetrics(rejecting, recorded(5), true).short, 0);
  assert.equal(rejecting.keep(request(counter(3, 5)), 7), 0);
});

test('a histogram whose buckets do not hold all values, or an exemplar with another value than its span has, is corrupted', () => {
  const exemplar = (asDouble: number) => ({
    exemplars: [{ asDouble, spanId: Buffer.from(kSpan, 'hex') }],
  });
  const good = ledgerWith(request(histogram(9, exemplar(valueInSpan(kSpan)))));
  assert.equal(good.corrupted, 0);
  assert.deepEqual(
    exemplarProblems(good, (id) => id === kSpan),
    [],
  );
  assert.deepEqual(
    exemplarProblems(good, () => false),
    ['1 exemplars name spans that nobody ended'],
  );
  assert.equal(ledgerWith(request(histogram(9, exemplar(1)))).corrupted, 1);
  const without = ledgerWith(request(histogram(9, { zeroCount: 2 })));
  assert.equal(without.corrupted, 1);
  assert.deepEqual(
    exemplarProblems(without, () => true),
    ['no exemplar came'],
  );
});

test('the time of the processor is that of all modes, and no older than the last flush', () => {
  const point = (mode: string, timeUnixNano: number, asDouble: number) => ({
    ...{ timeUnixNano, asDouble, attributes: [text('cpu.mode', mode)] },
  });
  const dataPoints = [point('user', 1, 0.2), point('user', 2, 0.4), point('system', 2, 0.1)];
  const ledger = ledgerWith(request({ name: kCpuTime, sum: { dataPoints } }));
  assert.equal(ledger.cpuSeconds(false), 0.5);
  assert.equal(ledger.cpuSeconds(false, '12'), 0);
  assert.equal(ledger.cpuSeconds(true).toFixed(3), '0.700');
  assert.deepEqual(cpuTimeProblems(0.5, { least: 0.48, most: 0.6 }), []);
  assert.equal(cpuTimeProblems(0.5, { least: 0.6, most: 0.7 }).length, 1);
  assert.equal(cpuTimeProblems(0.5, { least: 0.2, most: 0.4 }).length, 1);
});
