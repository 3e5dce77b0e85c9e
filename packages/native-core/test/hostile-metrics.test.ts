import type { Meter } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { hostileRuns, makeValue, recipes } from 'hostile-values';
import { calls, makeArguments } from './hostile/arguments';
import { metricCalls, viewOf } from './hostile/metric-calls';
import { collectDiagnostics } from './support/diagnostics';
import { makeMeterProvider, MetricSink } from './support/metric-providers';

// Any value in any place of metrics: nothing is thrown, the series beside it are right, and all points are accounted for.

const kMaxCalls = 6;

const programs = fc.record({ view: recipes, steps: calls(metricCalls, kMaxCalls) });
type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

/** Series whose parts are all of a kind that arrives. */
class Neighbour {
  readonly #counter;
  readonly #histogram;
  #count = 0;

  constructor(meter: Meter) {
    this.#counter = meter.createCounter('neighbour');
    this.#histogram = meter.createHistogram('neighbour histogram');
    meter
      .createObservableGauge('neighbour gauge')
      .addCallback((result) => result.observe(this.#count, { list: ['a', 'b'] }));
  }

  record(): void {
    this.#count++;
    this.#counter.add(1, { text: 'größe' });
    this.#histogram.record(1, { yes: true });
  }

  get expected(): string[] {
    return [
      `neighbour {"text":"größe"}: ${this.#count}`,
      `neighbour histogram {"yes":true}: ${this.#count}`,
      `neighbour gauge {"list":[{"string":"a"},{"string":"b"}]}: ${this.#count}`,
    ];
  }
}

async function play({ view, steps }: Program): Promise<void> {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { views: [viewOf(() => makeValue(view))] });
  const hostile = provider.getMeter('hostile');
  const neighbour = new Neighbour(provider.getMeter('plain'));
  neighbour.record();
  for (const [name, given] of steps) {
    metricCalls[name]!(hostile, makeArguments(given));
    neighbour.record();
  }
  // What callbacks throw is what a flush rejects with.
  await provider.forceFlush().catch(() => {});

  expect(sink.last()).toEqual(expect.arrayContaining(neighbour.expected));
  const { ended, exported, queued, dropped } = provider.stats()!;
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  expect([queued, exported + lost]).toEqual([0, ended]);
  expect(exported).toBe(sink.batches.flat().length);
  await provider.shutdown();
}

const { seed, numRuns } = hostileRuns(300);

test(`hostile values everywhere in metrics, seed ${seed}`, async () => {
  collectDiagnostics();
  await fc.assert(fc.asyncProperty(programs, play), { seed, numRuns });
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 600_000);
