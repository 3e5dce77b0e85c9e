import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countSpans } from '../src/receiver/count-spans.ts';

const varint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];
const message = (field: number, content: number[]) => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const repeat = (count: number, bytes: number[]) =>
  Array.from({ length: count }, () => bytes).flat();

/** A span as far as the scan can tell, with fields inside that look like further spans. */
const span = message(2, [...message(1, repeat(16, [7])), ...message(2, message(2, [1, 2, 3]))]);
const scope = message(1, message(1, [...Buffer.from('scope')]));
const resource = message(1, message(1, message(2, message(2, [9]))));

test('counts spans of several resources and scopes, and nothing else', () => {
  const scopeSpans = (count: number) => message(2, [...scope, ...repeat(count, span)]);
  const request = [
    ...message(1, [...resource, ...scopeSpans(3), ...scopeSpans(0)]),
    ...message(1, [...resource, ...scopeSpans(200)]),
  ];
  assert.equal(countSpans(Uint8Array.from(request)), 203);
});

test('skips unknown fields of every wire type at every level', () => {
  const noise = [
    ...[...varint(9 * 8), ...repeat(9, [0xff]), 1],
    ...[...varint(2000 * 8 + 1), ...repeat(8, [0x0a])],
    ...[...varint(11 * 8 + 5), ...repeat(4, [0x12])],
    ...message(12, repeat(300, [0x0a])),
  ];
  const scopeSpans = message(2, [...noise, ...span, ...noise, ...span]);
  const request = [...noise, ...message(1, [...noise, ...scopeSpans, ...noise]), ...noise];
  assert.equal(countSpans(Uint8Array.from(request)), 2);
});

test('an empty request has no spans', () => {
  assert.equal(countSpans(new Uint8Array(0)), 0);
});

test('refuses what is cut off, overlong or not protobuf', () => {
  const request = message(1, message(2, repeat(2, span)));
  const cases: Record<string, number[]> = {
    'cut in a span': request.slice(0, -1),
    'cut after a tag': request.slice(0, 1),
    'cut in a fixed64': [8 + 1, 1, 2, 3],
    'inner message longer than outer': [0x0a, 2, 0x12, 5, 1, 2, 3, 4, 5],
    'varint without end': repeat(11, [0xff]),
    'group, which proto3 does not have': [0x0b],
  };
  for (const [name, bytes] of Object.entries(cases)) {
    assert.throws(() => countSpans(Uint8Array.from(bytes)), RangeError, name);
  }
});
