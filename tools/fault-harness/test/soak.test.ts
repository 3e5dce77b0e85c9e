import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTraceRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { SoakLedger } from '../src/soak/soak-ledger.ts';
import { SoakTotals, settleRound, type Round } from '../src/soak/soak-round.ts';

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

const kAccount = {
  ended: 3,
  notTaken: 0,
  exported: 3,
  lost: 0,
  retries: 0,
  unansweredFlushes: 0,
  isSpooled: false,
  isCorrupt: false,
};

function settle(ledger: SoakLedger, account: Partial<typeof kAccount>, round = 0): string[] {
  const line: Round = {
    round,
    producers: [{ ...kAccount, ...account }],
    recovered: { exported: 0, lost: 0, damagedFiles: 0 },
    maxRssKiB: 1,
  };
  const begin = `round ${round}, producer 0: `;
  return settleRound(line, ledger, new SoakTotals()).map((text) => text.replace(begin, ''));
}

function ledgerWith(...requests: readonly Buffer[]): SoakLedger {
  const ledger = new SoakLedger();
  for (const one of requests) ledger.keep(one);
  return ledger;
}

test('a round in which all is accounted for has no problems, late arrivals and duplicates included', () => {
  const ledger = ledgerWith(request(0, 0, [0, 1]), request(0, 0, [1, 2]));
  assert.deepEqual(settle(ledger, {}), []);
  ledger.keep(request(0, 0, [2]));
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
    '1 spans that were not ended',
  ]);
  const damaged = ledgerWith(request(0, 0, [0, 1, 2], 'something else'), Buffer.from([0xff]));
  assert.deepEqual(settle(damaged, {}), ['round 0: 4 corrupted']);
});
