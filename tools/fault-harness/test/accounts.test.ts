import type { PipelineStats } from '@otel-native/api-bridge';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTraceRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import type { Account } from '../src/item-ledger.ts';
import { Ledger } from '../src/ledger.ts';
import { LogLedger } from '../src/logs/log-ledger.ts';
import type { MetricAccount } from '../src/metrics/metric-account.ts';
import { problemsOf } from '../src/problems.ts';
import { contentOf } from '../src/span-content.ts';
import type { Totals } from '../src/totals.ts';
import { logRequest } from './log-request.ts';

const kTextBytes = 50;

function idOf(index: number): string {
  return index.toString(16).padStart(16, '0');
}

/** A request with these spans; `text` replaces what they should hold. */
function request(indexes: readonly number[], text?: string): Buffer {
  const spans = indexes.map((index) => {
    const { name, attributes } = contentOf(index, kTextBytes);
    return {
      spanId: Buffer.from(idOf(index), 'hex'),
      name,
      attributes: [
        { key: 'index', value: { intValue: attributes.index } },
        { key: 'digest', value: { stringValue: attributes.digest } },
        { key: 'text', value: { stringValue: text ?? attributes.text } },
      ],
    };
  });
  return Buffer.from(encodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
}

test('the ledger tells what is lost, duplicated and corrupted', () => {
  const ledger = new Ledger(kTextBytes);
  ledger.keep(request([1, 2, 3]));
  ledger.keep(request([3, 4]));
  ledger.keep(request([5], 'something else'));
  ledger.keep(request([9]));
  ledger.keep(Buffer.from([0xff, 0xff]));
  assert.deepEqual(ledger.settle([1, 2, 3, 4, 5, 6].map(idOf)), {
    ended: 6,
    received: 5,
    lost: 1,
    duplicated: 1,
    corrupted: 3, // Another text, a span that nobody ended, bytes that are no request.
  });
});

test('spans that the receiver rejects are not kept', () => {
  const ledger = new Ledger(kTextBytes);
  assert.equal(ledger.keep(request([1, 2, 3]), 2), 1);
  assert.equal(ledger.settle([1, 2, 3].map(idOf)).received, 1);
});

/** A request with the log records of these spans. */
function logs(indexes: readonly number[], changed: { severityNumber?: number } = {}): Buffer {
  return logRequest(
    indexes.map((index) => ({ spanId: idOf(index), index, ...changed })),
    kTextBytes,
  );
}

test('log records are accounted for by the ids of their spans', () => {
  const ledger = new LogLedger(kTextBytes);
  ledger.keep(logs([1, 2, 3]));
  ledger.keep(logs([3, 4]), 1);
  ledger.keep(logs([3]));
  ledger.keep(logs([5], { severityNumber: 24 }));
  assert.deepEqual(ledger.settle([1, 2, 3, 4, 5, 6].map(idOf)), {
    ended: 6,
    received: 5,
    lost: 1,
    duplicated: 1,
    corrupted: 1,
  });
});

const kAllWell: Account = { ended: 10, received: 10, lost: 0, duplicated: 0, corrupted: 0 };

const kAllMetricsWell: MetricAccount = {
  ...{ series: 9, received: 20, duplicated: 0, corrupted: 0 },
  ...{ short: 0, excessive: 0, falling: 0 },
};

interface Stats extends Partial<Omit<Totals, 'dropped'>> {
  readonly dropped?: Partial<PipelineStats['dropped']>;
}

function totals({ dropped, ...rest }: Stats, exported: number): Totals {
  const none = { queueFull: 0, tooLarge: 0, invalid: 0, rejected: 0, exportFailed: 0, shutdown: 0 };
  const figures = { ended: exported, exported, queued: 0, retries: 0, ...rest };
  return { ...figures, dropped: { ...none, ...dropped } };
}

type TestedScenario = Omit<Parameters<typeof problemsOf>[0], 'name'>;

/** In which all is well. */
const kSettlement: Parameters<typeof problemsOf>[1] = {
  account: kAllWell,
  spans: totals({}, kAllWell.received),
  logAccount: kAllWell,
  logs: totals({}, kAllWell.received),
  metrics: kAllMetricsWell,
  points: totals({}, kAllMetricsWell.received),
};

function problems(scenario: TestedScenario, account: Partial<Account>, stats: Stats): string[] {
  return problemsOf(
    { name: 'test', ...scenario },
    {
      ...kSettlement,
      account: { ...kAllWell, ...account },
      spans: totals(stats, kAllWell.received),
    },
  );
}

function metricProblems(
  scenario: TestedScenario,
  metrics: Partial<MetricAccount>,
  stats: Stats,
): string[] {
  return problemsOf(
    { name: 'test', ...scenario },
    {
      ...kSettlement,
      metrics: { ...kAllMetricsWell, ...metrics },
      points: totals(stats, kAllMetricsWell.received),
    },
  );
}

test('a run without losses has no problems', () => {
  assert.deepEqual(problems({}, {}, {}), []);
});

test('a loss is a problem unless it is counted, and by a cause that the scenario has', () => {
  const lost = { received: 8, lost: 2 };
  assert.deepEqual(problems({}, lost, { exported: 8 }), ['2 lost, but 0 counted']);
  const counted = { exported: 8, dropped: { queueFull: 2 } };
  assert.deepEqual(problems({}, lost, counted), ['2 spans dropped by queueFull']);
  assert.deepEqual(problems({ losesBy: ['queueFull'] }, lost, counted), []);
  assert.deepEqual(problems({ losesBy: ['queueFull'] }, {}, {}), [
    'nothing was lost: the fault did not come',
  ]);
});

test('log records are judged as spans are', () => {
  const logProblems = (scenario: TestedScenario, account: Partial<Account>, stats: Stats) =>
    problemsOf(
      { name: 'test', ...scenario },
      {
        ...kSettlement,
        logAccount: { ...kAllWell, ...account },
        logs: totals(stats, kAllWell.received),
      },
    );
  assert.deepEqual(logProblems({}, {}, {}), []);
  const lost = { received: 8, lost: 2 };
  assert.deepEqual(logProblems({}, lost, { exported: 8 }), ['log records: 2 lost, but 0 counted']);
  const counted = { exported: 8, dropped: { rejected: 2 } };
  assert.deepEqual(logProblems({}, lost, counted), ['2 log records dropped by rejected']);
  assert.deepEqual(logProblems({ losesBy: ['rejected'] }, lost, counted), []);
  assert.deepEqual(logProblems({}, { duplicated: 3 }, {}), ['log records: 3 duplicated']);
});

test('duplicates are a problem where the receiver did not take what it has not answered', () => {
  assert.deepEqual(problems({}, { duplicated: 3 }, {}), ['3 duplicated']);
  assert.deepEqual(problems({ mayDuplicate: true }, { duplicated: 3 }, {}), []);
});

test('what is corrupted or counted wrongly is a problem always', () => {
  assert.deepEqual(problems({ mayDuplicate: true }, { corrupted: 1 }, {}), ['1 corrupted']);
  assert.deepEqual(problems({}, {}, { queued: 1 }), ['1 are said to wait still']);
  assert.deepEqual(problems({}, {}, { exported: 9 }), ['9 are said to be exported, 10 came']);
});

test('a loss of data points is counted, and by a cause that the scenario has', () => {
  assert.deepEqual(metricProblems({}, {}, {}), []);
  const missing = { received: 17, short: 2 };
  assert.deepEqual(metricProblems({}, missing, {}), [
    '20 points exported, 17 came',
    '2 series lack something, 0 points counted as lost',
  ]);
  const counted = { ended: 20, exported: 17, dropped: { exportFailed: 3 } };
  assert.deepEqual(metricProblems({}, missing, counted), ['3 points dropped by exportFailed']);
  assert.deepEqual(metricProblems({ losesBy: ['exportFailed'] }, missing, counted), []);
  assert.deepEqual(
    metricProblems({ losesBy: ['exportFailed'] }, { ...missing, short: 4 }, counted),
    ['4 series lack something, 3 points counted as lost'],
  );
});

test('points that nobody collected, series that have too much or fall, and points that wait are problems', () => {
  assert.deepEqual(metricProblems({}, { received: 21 }, {}), ['20 points collected, 21 came']);
  assert.deepEqual(metricProblems({}, { excessive: 1, falling: 2, corrupted: 3 }, {}), [
    '1 series have more than was recorded',
    '2 cumulative series fell',
    '3 corrupted points',
  ]);
  assert.deepEqual(metricProblems({}, {}, { ended: 22, queued: 1 }), [
    '22 points collected, 20 + 0 + 1 accounted for',
    '1 points are said to wait still',
  ]);
});

test('points come twice only where an attempt was repeated', () => {
  assert.deepEqual(metricProblems({}, { duplicated: 3 }, {}), ['3 points duplicated']);
  assert.deepEqual(metricProblems({}, { duplicated: 3 }, { retries: 1 }), []);
  assert.deepEqual(metricProblems({ mayDuplicate: true }, { duplicated: 3 }, {}), []);
});
