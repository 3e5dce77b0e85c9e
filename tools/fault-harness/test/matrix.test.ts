import assert from 'node:assert/strict';
import { test } from 'node:test';
import { casesOf } from '../src/matrix.ts';
import type { Scenario } from '../src/scenario.ts';
import { transportsOf } from '../src/transport.ts';

const make = (): Scenario[] => [
  { name: 'any' },
  { name: 'other' },
  { name: 'only tls', transports: ['tls'] },
];

function played(isSample: boolean, list = 'tcp,unix,tls', seed = 0): string[] {
  const cases = casesOf(make, transportsOf(list), { isSample, seed });
  return cases.map(({ scenario, transport, index }) => `${index} ${scenario.name}: ${transport}`);
}

test('every fault over each transport that may carry it', () => {
  assert.deepEqual(played(false), [
    ...['0 any: tcp', '0 any: unix', '0 any: tls'],
    ...['1 other: tcp', '1 other: unix', '1 other: tls'],
    '2 only tls: tls',
  ]);
  assert.deepEqual(played(false, 'unix'), ['0 any: unix', '1 other: unix']);
});

test('a sample has the others in turn, as the seed says', () => {
  const rest = '2 only tls: tls';
  assert.deepEqual(played(true), [
    '0 any: tcp',
    '0 any: unix',
    '1 other: tcp',
    '1 other: tls',
    rest,
  ]);
  assert.deepEqual(played(true, 'tcp,unix,tls', 1), [
    ...['0 any: tcp', '0 any: tls', '1 other: tcp', '1 other: unix', rest],
  ]);
});

test('each case has a scenario of its own', () => {
  const cases = casesOf(make, ['tcp', 'tls']);
  assert.equal(new Set(cases.map(({ scenario }) => scenario)).size, cases.length);
});

test('an unknown transport is refused', () => {
  assert.throws(() => transportsOf('tcp,udp'), /--transport udp/);
});
