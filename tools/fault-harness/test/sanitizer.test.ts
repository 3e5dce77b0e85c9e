import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOurs } from '../src/sanitizer.ts';

const node = '    #1 v8::internal::Heap::Free() <null> (node+0xe97e6e)';
const addon = '    #1 <null> <null> (otel_native_core.node+0x1bc33)';
const interceptor = '    #0 free ../tsan_interceptors_posix.cpp:706 (libtsan.so+0x47e82)';

function report(first: string, second: string): string {
  return [
    '',
    'WARNING: ThreadSanitizer: data race (pid=1)',
    `  Write of size 8 at 0x7b540005f280 by thread T4:\n${interceptor}\n${first}\n`,
    `  Previous read of size 8 at 0x7b540005f280 by main thread:\n${interceptor}\n${second}\n`,
    `  Thread T4 'otel-export' (tid=2, running) created by main thread at:\n${interceptor}\n${addon}\n`,
  ].join('\n');
}

test('a race between two accesses of the addons counts', () => {
  assert.ok(isOurs(report(addon, addon)));
});

test('a race in which Node made an access does not count, whoever called it', () => {
  assert.ok(!isOurs(report(node, addon)));
  assert.ok(!isOurs(report(addon, node)));
  assert.ok(!isOurs(report(`${node}\n${addon}`, `${node}\n${addon}`)));
});

test('what is not about accesses counts where the addons did it', () => {
  const misuse = 'WARNING: ThreadSanitizer: unlock of an unlocked mutex (pid=1)\n';
  assert.ok(isOurs(`${misuse}${interceptor}\n${addon}\n`));
  assert.ok(!isOurs(`${misuse}${interceptor}\n${node}\n`));
});
