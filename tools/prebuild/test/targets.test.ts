import assert from 'node:assert/strict';
import { test } from 'node:test';
import { targetsNamed } from '../src/targets.ts';

test('a name that is none of a target is an error with those that are', () => {
  assert.equal(targetsNamed(['darwin-arm64'])[0]!.triple, 'aarch64-macos.12.0');
  assert.throws(() => targetsNamed(['windows-x64']), /No target "windows-x64".*linuxmusl-arm64/);
});
