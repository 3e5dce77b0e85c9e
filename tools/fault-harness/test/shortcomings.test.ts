import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineWith, kEngine } from '../src/engine.ts';
import { judge, type Shortcoming } from '../src/shortcomings.ts';

const kLacksTls = { ...kEngine, tls: false };
const kHasTls = { ...kEngine, tls: true };
const known: Shortcoming = {
  needs: 'tls',
  over: ['tls'],
  of: /^exit/,
  problem: /\d+ lost/,
  why: 'no event loop is left',
};
const exit = { name: 'exit, receiver answers', transport: 'tls' } as const;

test('a problem that the engine is known to have is expected, any other is not', () => {
  assert.deepEqual(judge(exit, ['3 lost', '1 corrupted'], [known], kLacksTls), {
    problems: ['1 corrupted'],
    expected: ['3 lost'],
  });
});

test('nothing is excused once the engine can do it, or over another transport, or elsewhere', () => {
  const failing = { problems: ['3 lost'], expected: [] };
  assert.deepEqual(judge(exit, ['3 lost'], [known], kHasTls), failing);
  assert.deepEqual(judge({ ...exit, transport: 'tcp' }, ['3 lost'], [known], kLacksTls), failing);
  assert.deepEqual(judge({ ...exit, name: 'another' }, ['3 lost'], [known], kLacksTls), failing);
});

test('an expected problem that does not come is a problem, unless the machine decides', () => {
  const { problems } = judge(exit, [], [known], kLacksTls);
  assert.match(problems.join(), /no event loop is left.*src\/engine\.ts/);
  const sometimes = { ...known, sometimes: true };
  assert.deepEqual(judge(exit, [], [sometimes], kLacksTls), { problems: [], expected: [] });
});

test('an engine that can do more is named by its abilities', () => {
  assert.deepEqual(engineWith('tls,splits'), { ...kEngine, tls: true, splits: true });
  assert.throws(() => engineWith('wings'), /tls, .*splits/);
});
