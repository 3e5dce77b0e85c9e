import { fileURLToPath } from 'node:url';

import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { Peer } from '../harness/peer.ts';
import { detectPinning } from '../harness/pinning.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise } from '../harness/statistics.ts';
import {
  instrumentationVariants,
  type InstrumentationVariant,
} from '../variants/instrumentations.ts';
import {
  instrumentationOperations,
  type Answer,
  type InstrumentationOperation,
  type InstrumentationTask,
  type Order,
} from './instrumentation-worker.ts';

export interface InstrumentationOptions {
  readonly rounds?: number | undefined;
  /** Measured slices of each operation in a round. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

/** By operation: microseconds of CPU of the main thread. */
type Figures = Record<InstrumentationOperation, number>;
export type InstrumentationResult = Comparison<InstrumentationVariant, InstrumentationOperation>;

const packages = [
  '@opentelemetry/instrumentation-express',
  '@opentelemetry/instrumentation-http',
  '@opentelemetry/instrumentation-undici',
  '@otel-native/instrumentations',
];
const workerFile = fileURLToPath(new URL('instrumentation-worker.ts', import.meta.url));
const asideFile = fileURLToPath(new URL('instrumentation-aside.ts', import.meta.url));
const defaultRounds = 5;
const defaultSlices = 60;
const mostWarmupSlices = 15;
/** Operations of a slice. */
const perSlice: Readonly<Figures> = { server: 1000, fetch: 500, layer: 10_000 };

/**
 * What instrumentations themselves cost: one request to a server, one `fetch` and one layer of Express, each above none. The processes of a round run
 * at the same time and take turns of some ten milliseconds, so that what the machine does meanwhile meets all of them.
 */
export async function runInstrumentationCase(
  options: InstrumentationOptions,
): Promise<InstrumentationResult> {
  const { rounds = defaultRounds, turns: slices = defaultSlices, report } = options;
  const pinning = detectPinning();
  const measured: Rounds<InstrumentationVariant, Figures> = { none: [], official: [], ours: [] };
  for (let round = 1; round <= rounds; round++) {
    const figures = await runRound(slices);
    for (const variant of instrumentationVariants) measured[variant].push(figures[variant]);
    const shown = instrumentationVariants.map((variant) => {
      const of = instrumentationOperations.map((name) => figures[variant][name].toFixed(2));
      return `${variant} ${of.join('/')}`;
    });
    report(
      `round ${round} of ${rounds}: ${shown.join(', ')} us a ${instrumentationOperations.join('/')}`,
    );
  }
  return {
    case: 'instrumentation',
    environment: describeEnvironment(packages, pinning),
    settings: { rounds, slices },
    variants: summariseRounds<InstrumentationVariant, InstrumentationOperation>(
      measured,
      instrumentationOperations,
    ),
    ratios: Object.fromEntries(
      instrumentationOperations.map((operation) => [operation, ratioOf(measured, operation)]),
    ),
    rounds: measured,
  };

  async function runRound(count: number): Promise<Record<InstrumentationVariant, Figures>> {
    const warmupSlices = Math.min(mostWarmupSlices, count);
    const aside = await Peer.start(asideFile, {}, pinning.aside);
    const workers = await Promise.all(
      instrumentationVariants.map((variant) =>
        Peer.start(workerFile, { variant } satisfies InstrumentationTask, pinning.measured),
      ),
    );
    try {
      const all = workers.map(() => ({}) as Figures);
      for (const operation of instrumentationOperations) {
        const taken: number[][] = workers.map(() => []);
        for (let slice = 0; slice < warmupSlices + count; slice++) {
          for (const [index, worker] of workers.entries()) {
            const mainUs = await runSlice(operation, worker, aside);
            if (slice >= warmupSlices) taken[index]?.push(mainUs / perSlice[operation]);
          }
        }
        for (const [index, values] of taken.entries()) {
          const figures = all[index];
          if (figures !== undefined) figures[operation] = quickHalf(values);
        }
      }
      return Object.fromEntries(
        instrumentationVariants.map((variant, index) => [variant, all[index]]),
      ) as Record<InstrumentationVariant, Figures>;
    } finally {
      for (const peer of [aside, ...workers]) peer.kill();
    }
  }
}

async function runSlice(
  operation: InstrumentationOperation,
  worker: Peer,
  aside: Peer,
): Promise<number> {
  const count = perSlice[operation];
  if (operation === 'layer')
    return (await worker.ask<Answer>({ layers: count } satisfies Order)).mainUs;
  if (operation === 'fetch') {
    return (await worker.ask<Answer>({ fetch: aside.url, count } satisfies Order)).mainUs;
  }
  await worker.ask({ serve: count } satisfies Order);
  const answer = worker.next<Answer>();
  aside.send({ url: worker.url, count });
  return (await answer).mainUs;
}

/** The mean of the quicker half: neighbours of the machine only ever add. */
function quickHalf(values: readonly number[]): number {
  const kept = values.toSorted((a, b) => a - b).slice(0, Math.ceil(values.length / 2));
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** Official above none, divided by ours above none. */
function ratioOf(
  rounds: Rounds<InstrumentationVariant, Figures>,
  operation: InstrumentationOperation,
) {
  const column = (variant: InstrumentationVariant) => rounds[variant].map((of) => of[operation]);
  const above = (variant: InstrumentationVariant) =>
    pairDifferences(column(variant), column('none'));
  return summarise(pairRatios(above('official'), above('ours')));
}

export function instrumentationTable(result: InstrumentationResult): string {
  return comparisonTable(
    result,
    `instrumentation: CPU of the main thread, us, median [min to max] of ${result.settings['rounds']} rounds; ratios: official / ours, each above none`,
    {
      server: { title: 'a request to the server', digits: 1 },
      fetch: { title: 'a fetch', digits: 1 },
      layer: { title: 'a layer of Express', digits: 2 },
    },
  );
}
