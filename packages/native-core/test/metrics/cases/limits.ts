import { createAllowListAttributesProcessor } from '@opentelemetry/sdk-metrics';
import type { MetricCase } from '../compare';

function recordMany(count: number, { meter }: Parameters<MetricCase['record']>[0]): void {
  const counter = meter.createCounter('counter');
  const histogram = meter.createHistogram('histogram');
  for (let index = 0; index < count; index++) {
    counter.add(index, { index });
    histogram.record(index, { index });
  }
  // Those that are known stay known.
  counter.add(100, { index: 0 });
  counter.add(100, { index: count - 1 });
}

export const limitCases: readonly MetricCase[] = [
  {
    name: 'as many series as are allowed',
    settings: { cardinalityLimit: 10 },
    record: (tools) => recordMany(9, tools),
  },
  {
    name: 'more series than are allowed',
    settings: { cardinalityLimit: 10 },
    record: (tools) => recordMany(12, tools),
  },
  {
    name: 'more series than the default allows',
    record: (tools) => recordMany(2_010, tools),
  },
  {
    name: 'delta: each interval has its own',
    settings: { cardinalityLimit: 5, temporality: 'delta' },
    async record({ meter, collect }) {
      const counter = meter.createCounter('counter');
      for (let index = 0; index < 20; index++) {
        counter.add(1, { index });
        if (index % 6 === 5) await collect();
      }
    },
  },
  {
    name: 'the limit of a view',
    settings: {
      cardinalityLimit: 5,
      views: [{ instrumentName: 'counter', aggregationCardinalityLimit: 3 }],
    },
    record: (tools) => recordMany(8, tools),
  },
  ...[0, 1].map((aggregationCardinalityLimit): MetricCase => ({
    name: `the limit ${aggregationCardinalityLimit} of a view`,
    settings: { views: [{ instrumentName: 'counter', aggregationCardinalityLimit }] },
    record: (tools) => recordMany(3, tools),
  })),
  {
    name: 'the limit counts what a filter leaves',
    settings: {
      views: [
        {
          instrumentName: '*',
          aggregationCardinalityLimit: 3,
          attributesProcessors: [createAllowListAttributesProcessor(['even'])],
        },
      ],
    },
    record({ meter }) {
      const counter = meter.createCounter('counter');
      for (let index = 0; index < 10; index++) counter.add(1, { index, even: index % 2 === 0 });
    },
  },
];
