import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose } from '../src/choose.ts';
import type { Platform } from '../src/platform.ts';
import { tryOn } from '../src/try-on.ts';

function platform(name: string): Platform {
  return {
    name,
    target: 'linux-x64',
    prepare: () => {
      throw new Error('apt knows no mirror of Debian');
    },
  };
}

const all = [platform('one'), platform('two'), platform('three')];

function names(options: { only?: string; require?: string }): string[] {
  return choose(all, options).chosen.map(({ name }) => name);
}

test('all run unless some are chosen, and what is required always does', () => {
  assert.deepEqual(names({}), ['one', 'two', 'three']);
  assert.deepEqual(names({ only: 'two' }), ['two']);
  assert.deepEqual(names({ only: 'two', require: 'one' }), ['one', 'two']);
  assert.throws(() => names({ only: 'four' }), /No platform "four". There are: one, two, three/);
});

test('a platform that cannot be had is skipped with the reason, and fails where it is required', async () => {
  const reason = 'skipped: apt knows no mirror of Debian';
  const optional = await tryOn(all[0]!, 'app.mjs', false);
  assert.deepEqual([optional.ran, optional.problems], [reason, []]);
  const required = await tryOn(all[0]!, 'app.mjs', true);
  assert.deepEqual([required.ran, required.problems], [reason, [reason]]);
});
