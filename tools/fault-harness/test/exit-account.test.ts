import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodeMetricRequest,
  encodeTraceRequest,
} from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import type { ExitPromise } from '../src/application/exit-promise.ts';
import { kExitSpans } from '../src/application/exit-settings.ts';
import { settleExit, settleUnanswered } from '../src/exit-account.ts';
import { kCounter, kCpuTime, seriesKey, valueInSpan } from '../src/metrics/instruments.ts';
import { applicationKeeper } from '../src/signal-keeper.ts';
import { contentOf } from '../src/span-content.ts';
import { logRequest } from './log-request.ts';

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

function logRecords(ids: readonly string[]): Buffer {
  return logRequest(
    ids.map((spanId) => ({ spanId, index: 0 })),
    kTextBytes,
  );
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

function problems(
  spanRequest: Buffer,
  metricRequest: Buffer,
  logs: Buffer = logRecords(kIds),
): string[] {
  const keeper = applicationKeeper(kTextBytes);
  keeper.keep(spanRequest, 0, '/v1/traces');
  keeper.keep(metricRequest, 0, '/v1/metrics');
  keeper.keep(logs, 0, '/v1/logs');
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

test('a log record that did not arrive is a problem', () => {
  assert.deepEqual(problems(spans(kIds), metrics(5, 0.5), logRecords(kIds.slice(1))), [
    'log records: 1 of 2 lost',
  ]);
});

test('where nothing is answered all is lost, and stderr says how much', () => {
  const ids = Array.from({ length: kExitSpans + 1 }, (_, i) => i.toString(16).padStart(16, '0'));
  const unanswered = (stderr: string, arrived: readonly string[] = []) => {
    const keeper = applicationKeeper(kTextBytes);
    keeper.keep(spans(arrived), 0, '/v1/traces');
    return settleUnanswered(keeper, [promised(ids, 0)], stderr).problems;
  };
  const lost = (items: string, first: number, rest: number) =>
    `${first} ${items} were not exported in time\n${rest} ${items} were not exported before the end`;
  const told = `${lost('spans', 1, kExitSpans)}\n${lost('log records', 1, kExitSpans)}`;
  assert.deepEqual(unanswered(told), []);
  assert.deepEqual(unanswered(told, ids.slice(0, 2)), ['2 spans came']);
  const tooFew = kExitSpans - 1;
  assert.deepEqual(unanswered(`${tooFew} spans were not exported`), [
    `${ids.length} spans ended, stderr says that ${tooFew} are lost`,
    `${ids.length} log records ended, stderr says that 0 are lost`,
  ]);
});
