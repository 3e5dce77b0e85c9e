import * as fc from 'fast-check';
import { hostileRuns } from 'hostile-values';
import { call, calls, makeArguments } from './hostile/arguments';
import { CollectingSink } from './support/collecting-sink';
import type { DecodedSpan } from './support/decode-otlp';
import { collectDiagnostics } from './support/diagnostics';
import { spanCalls, startCalls } from './hostile/span-calls';
import { consistentStats, makeProvider } from './support/pipelines';

// Any value in any place of a span: nothing is thrown, the spans beside it arrive as they are, and all are accounted for.

const kMaxCalls = 6;

const programs = fc.record({ start: call(startCalls), steps: calls(spanCalls, kMaxCalls) });
type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

/** A span whose parts are all of a kind that arrives. */
function recordNeighbour(tracer: ReturnType<ReturnType<typeof makeProvider>['getTracer']>): void {
  const attributes = { text: 'größe', list: [1, 2], yes: true };
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  const span = tracer.startSpan('neighbour', { attributes, links: [{ context, attributes }] });
  span.addEvent('event', attributes).setStatus({ code: 2, message: 'status' }).end();
}

/** What a neighbour says, without ids and times. */
function partsOf({ attributes, events, links, status }: DecodedSpan) {
  return {
    attributes,
    events: events.map((event) => [event.name, event.attributes]),
    links: links.map((link) => [link.traceId, link.spanId, link.attributes]),
    status,
  };
}

let expected: ReturnType<typeof partsOf>;
beforeAll(async () => {
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  recordNeighbour(provider.getTracer('plain'));
  await provider.forceFlush();
  expected = partsOf(sink.spans()[0]!);
  expect(expected).toMatchObject({ status: { message: 'status' }, events: [['event', {}]] });
});

async function play({ start, steps }: Program): Promise<void> {
  const sink = new CollectingSink();
  const provider = makeProvider(sink, { ringBytes: 65_536 });
  const tracer = provider.getTracer('plain');
  recordNeighbour(tracer);
  const span = startCalls[start[0]]!(provider, makeArguments(start[1]));
  for (const [name, given] of steps) {
    spanCalls[name]!(span, makeArguments(given));
    recordNeighbour(tracer);
  }
  span.end();
  recordNeighbour(tracer);
  await provider.forceFlush();

  const neighbours = steps.length + 2;
  const stats = consistentStats(provider);
  expect([stats.ended, stats.queued]).toEqual([neighbours + 1, 0]);
  const spans = sink.spans();
  expect(spans).toHaveLength(stats.exported);
  const found = spans.filter(({ name, scope }) => name === 'neighbour' && scope.name === 'plain');
  // The hostile span may have taken the same name.
  expect(found.length).toBeGreaterThanOrEqual(neighbours);
  for (const one of [...found.slice(0, steps.length + 1), found.at(-1)!]) {
    expect(partsOf(one)).toEqual(expected);
  }
  await provider.shutdown();
}

const { seed, numRuns } = hostileRuns(300);

test(`hostile values everywhere in spans, seed ${seed}`, async () => {
  collectDiagnostics();
  await fc.assert(fc.asyncProperty(programs, play), { seed, numRuns });
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 600_000);
