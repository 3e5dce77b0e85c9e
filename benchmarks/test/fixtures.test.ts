import assert from 'node:assert/strict';
import { test } from 'node:test';

import { makeAgentTurns, type AgentTurn } from '../src/fixtures/agent-turns.ts';
import { Random } from '../src/fixtures/random.ts';

const turns = makeAgentTurns(2_000, 42);
const distinct = (field: keyof AgentTurn) => new Set(turns.map((turn) => turn[field])).size;

test('the same seed gives the same turns, another seed gives others', () => {
  assert.deepEqual(makeAgentTurns(2_000, 42), turns);
  assert.notDeepEqual(makeAgentTurns(2_000, 43), turns);
});

test('ids and paths never repeat; models, tools and agents do', () => {
  for (const field of ['conversationId', 'responseId', 'toolCallId', 'path'] as const) {
    assert.equal(distinct(field), turns.length, field);
  }
  for (const field of ['requestModel', 'toolName', 'userAgent', 'provider'] as const) {
    assert.ok(distinct(field) > 1 && distinct(field) < 10, `${field}: ${distinct(field)}`);
  }
});

test('some tools fail, most do not', () => {
  const failed = turns.filter(({ toolError }) => toolError !== undefined).length;
  assert.ok(failed > 20 && failed < 120, String(failed));
});

test('random numbers stay within what was asked for and reach both ends', () => {
  const random = new Random(7);
  const drawn = Array.from({ length: 1_000 }, () => random.integer(3, 6));
  assert.deepEqual([...new Set(drawn)].sort(), [3, 4, 5, 6]);
  assert.match(random.hex(33), /^[0-9a-f]{33}$/);
});

test('refuses a seed that would give zeros for ever', () => {
  assert.throws(() => new Random(0), RangeError);
  assert.throws(() => new Random(2 ** 32), RangeError);
  assert.throws(() => new Random(0.5), RangeError);
});
