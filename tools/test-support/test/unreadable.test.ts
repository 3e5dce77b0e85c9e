import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revoked, throwing } from '../src/unreadable.ts';

test('unreadable options throw', () => {
  assert.throws(() => Reflect.ownKeys(revoked()), TypeError);
  assert.throws(() => ({ ...throwing('name') }), /no/);
});
