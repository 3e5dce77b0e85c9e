import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationsIn, unusedParts } from '../src/deployment/configurations.ts';

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
    '# two: for that',
    'b: 2',
    'c: 3',
    '```',
  ].join('\n');
  assert.deepEqual(configurationsIn(guide), [
    { title: 'one: for this', text: 'a: 1\n' },
    { title: 'two: for that', text: 'b: 2\nc: 3\n' },
  ]);
});

test('tells what is not used', () => {
  const text = [
    'receivers: { otlp: {} }',
    'processors: { batch: {} }',
    'exporters: { debug: {} }',
    'service: { pipelines: { traces: { receivers: [otlp], exporters: [file] } } }',
  ].join('\n');
  assert.deepEqual(unusedParts(text), [
    'processors: batch is not used',
    'exporters: debug is not used',
  ]);
});
