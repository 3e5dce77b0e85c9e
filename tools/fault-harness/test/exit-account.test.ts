import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodeMetricRequest,
  encodeTraceRequest,
} from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import type { ExitPromise } from '../src/application/exit-promise.ts';
import { settleExit } from '../src/exit-account.ts';
import { Ledger } from '../src/ledger.ts';
import { kCounter, kCpuTime, seriesKey, valueInSpan } from '../src/metrics/instruments.ts';
import { MetricLedger } from '../src/metrics/metric-ledger.ts';
import { SignalKeeper } from '../src/signal-keeper.ts';
import { contentOf } from '../src/span-content.ts';

const kTextBytes = 10;
const kPid = 12;
const kPart = `${kPid}.0`;
const kIds = ['00000000000000a1', '00000000000000a2'];

function spans(ids: readonly string[]): Buffer {
  const { name, attributes } = contentOf(0, kTextBytes);
  const { index, digest, text } = attributes;
  const list = ids.map((id) => ({
    spanId: Buffer.from(id, 'hex'),
    name,
    attributes: [
      { key: 'index', value: { intValue: index } },
      { key: 'digest', value: { stringValue: digest } },
      { key: 'text', value: { stringValue: text } },
    ],
  }));
  return Buffer.from(encodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans: list }] }] }));
}

/** What a process counted, with an exemplar of a span, and the time that it took. */
function metrics(count: number, cpuSeconds: number, exemplarSpan = kIds[0]!): Buffer {
  const attributes = [
    { key: 'part', value: { stringValue: kPart } },
    { key: 'series', value: { intValue: 0 } },
  ];
  const exemplar = { asInt: valueInSpan(exemplarSpan), spanId: Buffer.from(exemplarSpan, 'hex') };
  const point = { timeUnixNano: 1, asInt: count, attributes, exemplars: [exemplar] };
  const list = [
    { name: kCounter, sum: { dataPoints: [point] } },
    { name: kCpuTime, sum: { dataPoints: [{ timeUnixNano: 1, asDouble: cpuSeconds }] } },
  ];
  const resource = { attributes: [{ key: 'process.pid', value: { intValue: kPid } }] };
  return Buffer.from(
    encodeMetricRequest({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: list }] }] }),
  );
}

const promised = (endedIds: readonly string[], count: number): ExitPromise => ({
  endedIds,
  recorded: { [seriesKey(kCounter, kPart, 0)]: count },
  pid: kPid,
  cpuSeconds: 0.5,
});

function problems(spanRequest: Buffer, metricRequest: Buffer): string[] {
  const keeper = new SignalKeeper(new Ledger(kTextBytes), new MetricLedger());
  keeper.keep(spanRequest, 0, '/v1/traces');
  keeper.keep(metricRequest, 0, '/v1/metrics');
  const [first, second] = kIds as [string, string];
  return [...settleExit(keeper, [promised([first], 3), promised([second], 5)]).problems];
}

test('all spans and the last promised values have to arrive; later ones may', () => {
  assert.deepEqual(problems(spans(kIds), metrics(5, 0.5)), []);
  assert.deepEqual(problems(spans([...kIds, '00000000000000a3']), metrics(6, 0.6)), []);
});

test('what was promised and did not arrive is a problem', () => {
  assert.deepEqual(problems(spans(kIds.slice(1)), metrics(4, 0.3, kIds[1]!)), [
    '1 of 2 lost',
    '1 of 1 series lack something',
    'process.cpu.time of 12 is 0.3 s, less than 0.5',
  ]);
  assert.deepEqual(problems(spans(kIds), metrics(5, 0.5, '00000000000000a3')), [
    '1 exemplars name spans that nobody ended',
  ]);
});
