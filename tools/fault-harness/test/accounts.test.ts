import type { PipelineStats } from '@otel-native/api-bridge';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTraceRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import type { Report } from '../src/application/report.ts';
import { Ledger, type Account } from '../src/ledger.ts';
import { problemsOf } from '../src/run-scenario.ts';
import { contentOf } from '../src/span-content.ts';

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

const kAllWell: Account = { ended: 10, received: 10, lost: 0, duplicated: 0, corrupted: 0 };

function problems(
  scenario: Omit<Parameters<typeof problemsOf>[0], 'name'>,
  account: Partial<Account>,
  stats: { exported?: number; queued?: number; dropped?: Partial<PipelineStats['dropped']> },
): string[] {
  const none = { queueFull: 0, tooLarge: 0, invalid: 0, rejected: 0, exportFailed: 0, shutdown: 0 };
  const report = {
    stats: { exported: 10, queued: 0, ...stats, dropped: { ...none, ...stats.dropped } },
  } as unknown as Report;
  return problemsOf({ name: 'test', ...scenario }, { ...kAllWell, ...account }, report);
}

test('a run without losses has no problems', () => {
  assert.deepEqual(problems({}, {}, {}), []);
});

test('a loss is a problem unless it is counted, and by a cause that the scenario has', () => {
  const lost = { received: 8, lost: 2 };
  assert.deepEqual(problems({}, lost, { exported: 8 }), ['2 lost, but 0 counted']);
  const counted = { exported: 8, dropped: { queueFull: 2 } };
  assert.deepEqual(problems({}, lost, counted), ['2 dropped by queueFull']);
  assert.deepEqual(problems({ losesBy: ['queueFull'] }, lost, counted), []);
  assert.deepEqual(problems({ losesBy: ['queueFull'] }, {}, {}), [
    'nothing was lost: the fault did not come',
  ]);
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
