import { AggregationType } from '@opentelemetry/sdk-metrics';
import type { MetricCase } from '../compare';
import type { Temporality } from '../sdks';

interface Setting {
  readonly maxSize?: number;
  readonly recordMinMax?: boolean;
}

/** Values by collection. */
function exponentialCase(
  name: string,
  collections: readonly (readonly number[])[],
  options: Setting = {},
): MetricCase[] {
  return (['cumulative', 'delta'] satisfies Temporality[]).map((temporality) => ({
    name: `${name}, ${temporality}`,
    settings: {
      temporality,
      views: [
        {
          instrumentName: '*',
          aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options },
        },
      ],
    },
    async record({ meter, collect }) {
      // A gauge may be negative, which a histogram may not.
      const histogram = meter.createHistogram('histogram');
      const gauge = meter.createGauge('gauge');
      for (const values of collections) {
        for (const value of values) {
          histogram.record(value);
          gauge.record(-value, { negative: true });
          // differences.ts: what upstream makes of both signs in different collections.
          if (collections.length === 1) {
            gauge.record(value % 2 === 0 ? value : -value, { mixed: true });
          }
        }
        await collect();
      }
    },
  }));
}

const powers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => 2 ** (from + index));

export const exponentialCases: readonly MetricCase[] = [
  exponentialCase('one value', [[3.5]]),
  exponentialCase('the same value', [[7, 7, 7], [7]]),
  exponentialCase('powers of two', [powers(-10, 10)]),
  exponentialCase('neighbours of powers of two', [
    [0.999999999999, 1, 1.000000000001, 2, 2.0000000001, 3.9999999999, 4],
  ]),
  exponentialCase('the scale shrinks within a collection', [[1, 2, 4, 16, 256, 65_536]], {
    maxSize: 4,
  }),
  exponentialCase('the scale shrinks from one collection to the next', [[1], [2], [1e6], [1e-6]], {
    maxSize: 8,
  }),
  exponentialCase('two buckets', [[1, 1_000, 1e-3, 5]], { maxSize: 2 }),
  exponentialCase('many values', [
    Array.from({ length: 400 }, (_, index) => 1 + index * index * 0.125),
  ]),
  exponentialCase('the smallest and the largest numbers', [
    [Number.MIN_VALUE, Number.MAX_VALUE],
    [2 ** -1022, 2 ** -1030, 1],
  ]),
  exponentialCase('zeros among values', [[0, 1, 0, 2, -0]]),
  exponentialCase('without minimum and maximum', [[1, 5], [9]], { recordMinMax: false }),
  exponentialCase(
    'downwards',
    [
      [1e6, 1e5, 1e4, 1e3, 1e2],
      [10, 1],
    ],
    { maxSize: 6 },
  ),
].flat();
