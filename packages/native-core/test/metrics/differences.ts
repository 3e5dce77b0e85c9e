import type { ObservableResult } from '@opentelemetry/api';
import { AggregationType } from '@opentelemetry/sdk-metrics';
import type { MetricCase } from './compare';

/**
 * Where the two are meant to differ: the cases by hand and the random programs keep away from it. Beside this,
 * - attributes that cannot be read throw in upstream, here they are a warning and a counted loss;
 * - upstream has no exemplars: metrics-conformance.test.ts;
 * - points of a worker thread's provider have the attribute `thread.id`;
 * - times of collections are in nanoseconds here, in milliseconds there.
 */
export interface Difference extends MetricCase {
  readonly reason: string;
  /** The last collection, as lines. */
  readonly official: readonly string[];
  readonly native: readonly string[];
}

const exponential = {
  instrumentName: '*',
  aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
} as const;

export const differences: readonly Difference[] = [
  {
    name: 'what a callback does not observe any more is not exported',
    reason: 'So the specification says; upstream goes on with the last value for ever.',
    async record({ meter, collect }) {
      let isThere = true;
      meter.createObservableGauge('gauge').addCallback((result) => {
        result.observe(1, { always: true });
        if (isThere) result.observe(2, { once: true });
        isThere = false;
      });
      await collect();
    },
    official: ['gauge {"always":true} 1', 'gauge {"once":true} 2'],
    native: ['gauge {"always":true} 1'],
  },
  {
    name: 'a cumulative stream has as many series as the limit allows, in all its life',
    reason: 'Upstream counts those of each interval, and keeps all: its memory has no bound.',
    settings: { cardinalityLimit: 3 },
    async record({ meter, collect }) {
      const counter = meter.createCounter('counter');
      for (let index = 0; index < 4; index++) {
        counter.add(1, { index });
        await collect();
      }
    },
    official: [0, 1, 2, 3].map((index) => `counter {"index":${index}} 1`),
    native: [
      'counter {"index":0} 1',
      'counter {"index":1} 1',
      'counter {"otel.metric.overflow":true} 2',
    ],
  },
  {
    name: 'observations beyond the limit are added up',
    reason: 'The overflow series stands for all that it took; upstream gives the last of them.',
    settings: { cardinalityLimit: 2 },
    record({ meter }) {
      meter.createObservableCounter('counter').addCallback((result) => {
        for (const index of [0, 1, 2]) result.observe(10 ** index, { index });
      });
    },
    official: ['counter {"index":0} 1', 'counter {"otel.metric.overflow":true} 100'],
    native: ['counter {"index":0} 1', 'counter {"otel.metric.overflow":true} 110'],
  },
  {
    name: 'names that differ in case only are one stream',
    reason: 'Names are case-insensitive in the specification, and the first one is kept.',
    record({ meter }) {
      meter.createCounter('Requests').add(1);
      meter.createCounter('requests').add(2);
    },
    official: ['Requests {} 1', 'requests {} 2'],
    native: ['Requests {} 3'],
  },
  {
    name: 'a dropped stream does not take the place of another of its name',
    reason: 'Each view makes a stream of its own; upstream finds the dropped one by its name.',
    settings: {
      views: [
        { instrumentName: 'counter', aggregation: { type: AggregationType.DROP } },
        { instrumentName: 'counter' },
      ],
    },
    record: ({ meter }) => meter.createCounter('counter').add(1),
    official: [],
    native: ['counter {} 1'],
  },
  {
    name: 'two callbacks that observe the same attributes: the last one counts',
    reason: 'Upstream adds differences up, and takes every second value for a new start.',
    async record({ meter, collect }) {
      const counter = meter.createObservableCounter('counter');
      counter.addCallback((result) => result.observe(1));
      counter.addCallback((result) => result.observe(3));
      await collect();
    },
    official: ['counter {} 6'],
    native: ['counter {} 3'],
  },
  {
    name: 'an exponential histogram keeps its scale beside zeros alone',
    reason: 'Zeros have no bucket that would need a coarser scale.',
    settings: { views: [exponential] },
    async record({ meter, collect }) {
      const histogram = meter.createHistogram('histogram');
      histogram.record(0);
      await collect();
      histogram.record(1);
    },
    official: ['histogram {} count 2 scale 0'],
    native: ['histogram {} count 2 scale 20'],
  },
  {
    name: 'an exponential histogram keeps its scale beside values of the other sign',
    reason:
      'Positive and negative buckets have ranges of their own; upstream counts an empty one from zero.',
    settings: { views: [exponential] },
    async record({ meter, collect }) {
      const gauge = meter.createGauge('gauge');
      gauge.record(-1);
      await collect();
      gauge.record(2);
    },
    official: ['gauge {} count 2 scale 7'],
    native: ['gauge {} count 2 scale 20'],
  },
  {
    name: 'an exponential histogram of nothing has no minimum and maximum',
    reason: 'Upstream sends infinities.',
    settings: { views: [exponential], temporality: 'delta' },
    record: ({ meter }) => meter.createHistogram('histogram').record(NaN),
    official: ['histogram {} count 0 scale 0 from Infinity to -Infinity'],
    native: ['histogram {} count 0 scale 0'],
  },
  {
    name: 'a view makes histograms of what is observed, not of its differences',
    reason: 'Upstream subtracts the histogram of the collection before.',
    settings: {
      temporality: 'delta',
      views: [
        {
          instrumentName: '*',
          aggregation: {
            type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
            options: { boundaries: [10], recordMinMax: false },
          },
        },
      ],
    },
    async record({ meter, collect }) {
      const observe = (result: ObservableResult) => result.observe(5);
      meter.createObservableGauge('gauge').addCallback(observe);
      await collect();
    },
    official: ['gauge {} count 0'],
    native: ['gauge {} count 1'],
  },
];
