import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ServiceProfile } from '../src/cases/service-profile.ts';
import { functionOf, packageOf, type CallFrame } from '../src/harness/cpu-profile.ts';

const frame = (url: string, functionName: string): CallFrame => ({
  url,
  functionName,
  lineNumber: 9,
});

test('a frame belongs to the package that its code is in', () => {
  const root = 'file:///app/node_modules';
  assert.equal(packageOf(frame(`${root}/express/lib/x.js`, 'f')), 'express');
  assert.equal(packageOf(frame(`${root}/a/node_modules/@b/c/index.js`, 'f')), '@b/c');
  assert.equal(packageOf(frame('/r/packages/sdk/dist/index.js', 'f')), '@otel-native/sdk');
  assert.equal(packageOf(frame('node:internal/timers', 'f')), 'node');
  assert.equal(packageOf(frame('/r/service/application.cjs', 'f')), 'application.cjs');
  assert.equal(packageOf(frame('', '(garbage collector)')), '(garbage collector)');
  assert.equal(packageOf(frame('', '(idle)')), undefined);
  assert.equal(functionOf(frame(`${root}/express/lib/x.js`, '')), 'express (anonymous):10');
});

test('samples of the rounds add up to the CPU of a request, what differs most first', () => {
  const nodes = [
    { id: 1, callFrame: frame('node:http', 'send') },
    { id: 2, callFrame: frame('/r/packages/sdk/dist/index.js', 'inject') },
    { id: 3, callFrame: frame('', '(idle)') },
  ];
  const samples = [1, 2, 3, 1];
  const profile = new ServiceProfile();
  profile.add('none', { nodes, samples: [1, 3], timeDeltas: [50, 10] }, 400);
  profile.add('native', { nodes, samples, timeDeltas: [100, 50, 900, 50] }, 500);
  profile.add('native', { nodes, samples, timeDeltas: [10, 10, 900, 20] }, 600);
  const lines = profile.table().split('\n');
  assert.equal(lines[1]?.trim(), 'none  native');
  // Rounds of native: 375 and 450 in Node, 125 and 150 in the SDK.
  assert.match(lines[2] ?? '', /^@otel-native\/sdk +0\.0 +137\.5$/);
  assert.match(lines[3] ?? '', /^node +400\.0 +412\.5$/);
  assert.match(lines.join('\n'), /\n@otel-native\/sdk inject:10 +0\.0 +137\.5/);
});
