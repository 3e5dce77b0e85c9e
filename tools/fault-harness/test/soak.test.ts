import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodeLogRequest,
  encodeTraceRequest,
} from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { SoakLogLedger, SoakSpanLedger } from '../src/soak/soak-ledger.ts';
import { SoakTotals, settleRound, type Round, type SoakLedgers } from '../src/soak/soak-round.ts';

const kText = 'abcdefghijklmnopqrstuvwxyz'.repeat(2);

/** Spans as native/producer.cpp makes them; `text` replaces what they should hold. */
function request(
  round: number,
  producer: number,
  indexes: readonly number[],
  text?: string,
): Buffer {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const spans = indexes.map((index) => ({
    spanId: Buffer.from(hex(round, 8) + hex(producer, 2) + hex(index, 6), 'hex'),
    name: `work ${index % 7}`,
    attributes: [
      { key: 'index', value: { intValue: index } },
      { key: 'bytes', value: { intValue: 20 } },
      { key: 'text', value: { stringValue: text ?? kText.slice(index, index + 20) } },
    ],
  }));
  return Buffer.from(encodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
}

/** Log records of producer 0 as native/item-record.cpp makes them. */
function logRequest(indexes: readonly number[], round: number, text?: string): Buffer {
  const logRecords = indexes.map((index) => {
    const content = text ?? kText.slice(index, index + 20);
    return {
      spanId: Buffer.from(
        round.toString(16).padStart(8, '0') + index.toString(16).padStart(8, '0'),
        'hex',
      ),
      eventName: `work ${index % 7}`,
      severityNumber: index + 1,
      body: { kvlistValue: { values: [{ key: 'text', value: { stringValue: content } }] } },
      attributes: [
        { key: 'index', value: { intValue: index } },
        { key: 'bytes', value: { intValue: 20 } },
      ],
    };
  });
  return Buffer.from(encodeLogRequest({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }));
}

const kAccount = {
  ended: 3,
  notTaken: 0,
  exported: 3,
  lost: 0,
  retries: 0,
  unansweredFlushes: 0,
  isSpooled: false,
  isLogs: false,
  isCorrupt: false,
};

function settle(ledgers: SoakLedgers, account: Partial<typeof kAccount>, round = 0): string[] {
  const line: Round = {
    round,
    producers: [{ ...kAccount, ...account }],
    recovered: { exported: 0, lost: 0, damagedFiles: 0 },
    maxRssKiB: 1,
  };
  const begin = `round ${round}, producer 0: `;
  return settleRound(line, ledgers, new SoakTotals()).map((text) => text.replace(begin, ''));
}

function ledgerWith(...requests: readonly Buffer[]): SoakLedgers {
  const ledgers = { spans: new SoakSpanLedger(), logs: new SoakLogLedger() };
  for (const one of requests) ledgers.spans.keep(one);
  return ledgers;
}

test('a round in which all is accounted for has no problems, late arrivals and duplicates included', () => {
  const ledger = ledgerWith(request(0, 0, [0, 1]), request(0, 0, [1, 2]));
  assert.deepEqual(settle(ledger, {}), []);
  ledger.spans.keep(request(0, 0, [2]));
  assert.deepEqual(settle(ledger, { ended: 0, exported: 0 }, 1), []);
});

test('what was lost has to be counted', () => {
  assert.deepEqual(settle(ledgerWith(request(0, 0, [0, 2])), {}), [
    '3 exported, 2 came',
    '1 lost, 0 counted',
  ]);
  const counted = { exported: 2, lost: 1 };
  assert.deepEqual(settle(ledgerWith(request(0, 0, [0, 2])), counted), []);
  assert.deepEqual(settle(ledgerWith(request(0, 0, [0, 2])), { exported: 2 }), [
    '3 ended, 2 + 0 accounted for',
    '1 lost, 0 counted',
  ]);
});

test('log records are accounted for beside spans', () => {
  const ledgers = ledgerWith(request(0, 0, [0, 1, 2]));
  assert.deepEqual(settle(ledgers, { isLogs: true }), ['3 exported, 0 came', '3 lost, 0 counted']);
  ledgers.logs.keep(logRequest([0, 1, 2], 1));
  assert.deepEqual(settle(ledgers, { isLogs: true }, 1), []);
  ledgers.logs.keep(logRequest([0, 1, 2], 2, 'something else'));
  assert.deepEqual(settle(ledgers, { isLogs: true }, 2), ['round 2: 3 corrupted']);
});

test('a spool loses nothing that is not counted', () => {
  const ledger = ledgerWith(request(0, 0, [0, 1]));
  assert.deepEqual(settle(ledger, { isSpooled: true, exported: 2 }), [
    'round 0: 1 lost from spools, 0 counted',
  ]);
});

test('strangers, other contents, corrupt rings and flushes without an answer are problems', () => {
  const ledger = ledgerWith(request(0, 0, [0, 1, 2, 3]));
  const account = { isCorrupt: true, unansweredFlushes: 2 };
  assert.deepEqual(settle(ledger, account), [
    'its records are said to be corrupt',
    '2 flushes without an answer',
    '1 items that were not ended',
  ]);
  const damaged = ledgerWith(request(0, 0, [0, 1, 2], 'something else'), Buffer.from([0xff]));
  assert.deepEqual(settle(damaged, {}), ['round 0: 4 corrupted']);
});
