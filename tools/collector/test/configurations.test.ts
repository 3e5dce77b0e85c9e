import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationsIn, structureProblems } from '../src/deployment/configurations.ts';

test('finds the configurations of a guide', () => {
  const guide = [
    'Text.',
    '```yaml',
    '# one: for this',
    'a: 1',
    '```',
    '```sh',
    '# no configuration',
    '```',
    '```yaml',
    '# contrib: for that',
    'b: 2',
    'c: 3',
    '```',
  ].join('\n');
  assert.deepEqual(configurationsIn(guide), [
    { title: 'one: for this', text: 'a: 1\n', needsContrib: false },
    { title: 'contrib: for that', text: 'b: 2\nc: 3\n', needsContrib: true },
  ]);
});

test('tells what is missing and what is not used', () => {
  const text = [
    'receivers: { otlp: {} }',
    'processors: { batch: {} }',
    'exporters: { debug: {} }',
    'service: { pipelines: { traces: { receivers: [otlp], exporters: [file] } } }',
  ].join('\n');
  assert.deepEqual(structureProblems(text), [
    'processors: batch is not used',
    'exporters lack file',
    'exporters: debug is not used',
  ]);
  assert.deepEqual(structureProblems('receivers: {}'), ['there is no pipeline']);
});
