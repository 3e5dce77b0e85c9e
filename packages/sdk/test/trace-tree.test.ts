import type { ReceivedLog, ReceivedSpan } from 'otlp-receiver';
import { treeRows } from '../src/cli/receive/span-tree';
import { attributesOf, durationOf, shown } from '../src/cli/receive/text';
import { logLine } from '../src/cli/receive/log-text';
import { TraceBuffer } from '../src/cli/receive/trace-buffer';
import { traceText } from '../src/cli/receive/trace-text';

/** Creates a span of the trace `t` whose name is its id. */
function span(spanId: string, parentSpanId: string, start = 0, traceId = 't'): ReceivedSpan {
  const startTimeUnixNano = String(start);
  return { traceId, spanId, parentSpanId, name: spanId, startTimeUnixNano } as ReceivedSpan;
}

function drawn(spans: ReceivedSpan[]): string[] {
  return treeRows(spans).map(({ branches, span, isParentUnknown }) =>
    [branches, span.name, isParentUnknown ? '?' : ''].join(''),
  );
}

test('siblings are in the order of their starts, whatever order they came in', () => {
  const spans = [span('c', 'a', 3), span('d', 'b', 2), span('b', 'a', 1), span('a', '')];
  expect(drawn(spans)).toEqual(['a', '├─ b', '│  └─ d', '└─ c']);
});

test('a span whose parent did not come is a root that says so', () => {
  expect(drawn([span('b', 'gone', 1), span('c', 'b', 2), span('a', '')])).toEqual([
    ...['a', 'b?', '└─ c'],
  ]);
});

test.each([
  [[span('a', 'a')], ['a']],
  [
    [span('a', 'b'), span('b', 'a', 1)],
    ['a', '└─ b'],
  ],
  [
    [span('r', ''), span('a', 'b', 1), span('b', 'a', 2)],
    ['r', 'a', '└─ b'],
  ],
])('parents that go round in a circle are drawn once: %#', (spans, expected) => {
  expect(drawn(spans)).toEqual(expected);
});

test('a trace of 20,000 levels is drawn, its lines not longer and longer', () => {
  const spans = Array.from({ length: 20_000 }, (_, i) => span(`${i}`, i === 0 ? '' : `${i - 1}`));
  const rows = treeRows(spans);
  expect(rows).toHaveLength(20_000);
  expect(Math.max(...rows.map(({ branches }) => branches.length))).toBeLessThan(100);
});

test.each([
  ['0', '1500', '2 µs'],
  ['0', '1234567', '1.23 ms'],
  ['0', '12345678', '12.3 ms'],
  ['1700000000000000000', '1700000002500000000', '2.50 s'],
  ['5', '0', '?'],
])('from %s to %s ns it took %s', (start, end, text) => {
  expect(durationOf(start, end)).toBe(text);
});

test('text from elsewhere steers no terminal and fills none', () => {
  expect(shown('a\u001b[2Jb\nc')).toBe('a\\u001b[2Jb\\u000ac');
  expect(shown('x'.repeat(1_000))).toHaveLength(80);
  expect(attributesOf({ a: 1, b: [true, null], c: new Uint8Array(3) })).toBe(
    'a=1 b=[true,null] c=3 bytes',
  );
  expect(attributesOf({ a: 1, b: 2, c: 3 }, 2)).toBe('a=1 b=2 (1 more)');
});

const log = (traceId: string, spanId: string, body: string) =>
  ({ traceId, spanId, body, severityText: '', eventName: '', attributes: {} }) as ReceivedLog;

test('log records of spans that did not come are at the end of the trace', () => {
  const root = { ...span('a', ''), endTimeUnixNano: '5', kind: 0, attributes: {} };
  const rest = { status: { code: 0 }, resource: { attributes: {} } };
  const logs = [log('t', 'gone', 'second'), log('t', 'a', 'first')];
  const lines = traceText([{ ...root, ...rest } as ReceivedSpan], false, logs).split('\n');
  expect(lines.slice(2)).toEqual(['   • first', '• second', '']);
});

test.each([
  [0, ''],
  [1, 'TRACE  '],
  [12, 'INFO  '],
  [24, 'FATAL  '],
  [25, ''],
])('severity %d without a text is %p', (severityNumber, text) => {
  expect(logLine({ ...log('', '', 'it'), severityNumber })).toBe(`log ${text}it`);
});

describe('a buffer of traces', () => {
  const shownTraces: string[] = [];
  const buffer = (options: object) =>
    new TraceBuffer((spans, isContinued) => {
      shownTraces.push(`${isContinued ? '+' : ''}${spans.map(({ name }) => name).join()}`);
    }, options);
  const never = { completeMillis: 1e9, incompleteMillis: 1e9 };
  beforeEach(() => (shownTraces.length = 0));

  test('puts the spans of several requests together, and says what came late', () => {
    const traces = buffer(never);
    traces.add([span('b', 'a'), span('x', '', 0, 'other')]);
    traces.add([span('a', '')]);
    traces.flush();
    traces.add([span('c', 'a')]);
    traces.flush();
    expect(shownTraces).toEqual(['b,a', 'x', '+c']);
  });

  test('shows a trace when its root and all parents came, long before one that waits', async () => {
    const shown = new Promise<void>((resolve) => {
      const traces = new TraceBuffer(
        (spans) => {
          shownTraces.push(spans.map(({ name }) => name).join());
          traces.flush();
          resolve();
        },
        { completeMillis: 1, incompleteMillis: 1e9 },
      );
      traces.add([span('x', 'gone', 0, 'other')]);
      traces.add([span('a', ''), span('b', 'a')]);
    });
    await shown;
    expect(shownTraces[0]).toBe('a,b');
  });

  test('keeps log records for the spans of their trace, and does not wait for what was shown', () => {
    const shown: unknown[] = [];
    const traces = new TraceBuffer((spans, isContinued, logs) => {
      shown.push([spans.length, isContinued, logs.map(({ body }) => body)]);
    }, never);
    traces.addLogs([log('t', 'a', 'early'), log('other', 'x', 'alone')]);
    traces.add([span('a', '')]);
    traces.flush();
    traces.addLogs([log('t', 'a', 'late')]);
    traces.flush();
    expect(shown).toEqual([
      [1, false, ['early']],
      [0, false, ['alone']],
      [0, true, ['late']],
    ]);
  });

  test('shows the oldest at once when too many wait', () => {
    const traces = buffer({ ...never, maxItems: 2 });
    traces.add([span('a', '', 0, '1')]);
    traces.add([span('b', '', 0, '2')]);
    expect(shownTraces).toEqual([]);
    traces.add([span('c', '', 0, '3')]);
    expect(shownTraces).toEqual(['a']);
    traces.flush();
  });
});
