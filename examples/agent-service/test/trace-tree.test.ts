import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ReceivedSpan } from 'otlp-receiver';
import { emptySpan } from 'otlp-receiver/empty-span';

import { formatTrace, typicalTrace } from '../src/demo/trace-tree.ts';

const origin = 1_700_000_000_000_000_000n;

/** A span from one millisecond to another; its id is its name. */
function span(name: string, parentSpanId: string, startMs: number, endMs: number): ReceivedSpan {
  const unixNano = (ms: number) => String(origin + BigInt(ms * 1e6));
  return {
    ...emptySpan,
    traceId: 'trace',
    spanId: name,
    parentSpanId,
    flags: 1,
    name,
    kind: 1,
    startTimeUnixNano: unixNano(startMs),
    endTimeUnixNano: unixNano(endMs),
  };
}

test('draws a trace as a tree, in the order of the starts', () => {
  // In the order in which they end, as they arrive.
  const spans = [
    span('grandchild', 'second', 6, 7),
    span('first', 'root', 1, 5),
    span('second', 'root', 5, 9),
    span('root', '', 0, 10),
  ];
  assert.equal(
    formatTrace(spans),
    [
      'root              internal    10.00 ms  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
      '├─ first          internal     4.00 ms    ━━━━━━━━━━━━━',
      '└─ second         internal     4.00 ms                ━━━━━━━━━━━━━',
      '   └─ grandchild  internal     1.00 ms                   ━━━━',
    ].join('\n'),
  );
});

test('log records stand below their spans', () => {
  const spans = [span('child', 'root', 1, 5), span('last', 'root', 5, 9), span('root', '', 0, 10)];
  const log = (spanId: string, body: string, attributes = {}) => ({
    ...{ timeUnixNano: '0', observedTimeUnixNano: '0', severityNumber: 9, severityText: 'INFO' },
    ...{ body, eventName: '', attributes, droppedAttributesCount: 0, traceId: 'trace', spanId },
    ...{ flags: 1, scope: emptySpan.scope, resource: emptySpan.resource },
  });
  const logs = [
    log('last', 'over'),
    log('root', 'begins'),
    log('child', 'works', { city: 'Quito', known: true }),
    log('elsewhere', 'of another trace'),
  ];
  const lines = formatTrace(spans, logs).split('\n');
  assert.deepEqual(
    lines.map((line) => line.replace(/  internal.*/, '').trimEnd()),
    [
      'root',
      '│  · INFO begins',
      '├─ child',
      '│     · INFO works city=Quito known=true',
      '└─ last',
      '      · INFO over',
    ],
  );
});

test('of two that start at once, the first to end comes first', () => {
  const spans = [span('b', 'root', 1, 5), span('a', 'root', 1, 2), span('root', '', 0, 6)];
  const names = formatTrace(spans)
    .split('\n')
    .map((line) => /\w+/.exec(line)?.[0]);
  assert.deepEqual(names, ['root', 'a', 'b']);
});

test('a span whose parent is missing is a root', () => {
  const lines = formatTrace([span('orphan', 'elsewhere', 2, 3), span('root', '', 0, 6)]).split(
    '\n',
  );
  assert.match(lines[0] ?? '', /^root/);
  assert.match(lines[1] ?? '', /^orphan/);
});

test('the typical trace is the one of middle length', () => {
  const trace = (traceId: string, ms: number) => ({ ...span(traceId, '', 0, ms), traceId });
  const spans = [trace('long', 9), trace('short', 1), trace('middle', 4)];
  const child = { ...span('child', 'middle', 1, 2), traceId: 'middle' };
  assert.deepEqual(
    typicalTrace([child, ...spans]).map(({ name }) => name),
    ['child', 'middle'],
  );
});
