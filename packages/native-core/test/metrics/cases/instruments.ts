import { ValueType, type Meter } from '@opentelemetry/api';
import type { MetricCase } from '../compare';
import type { Temporality } from '../sdks';

const temporalities: readonly Temporality[] = ['cumulative', 'delta', 'lowmemory'];

/** Instruments of each kind, with what is recorded on them in each of three intervals. */
const kinds: Record<string, (meter: Meter) => (interval: number) => void> = {
  counter: (meter) => {
    const counter = meter.createCounter('requests', { description: 'Requests', unit: '{request}' });
    return (interval) => {
      counter.add(interval + 1, { route: '/a', ok: true });
      counter.add(2.5, { ok: true, route: '/a' });
      counter.add(7, { route: `/only/${interval}` });
      counter.add(1);
    };
  },
  'integer counter': (meter) => {
    const counter = meter.createCounter('bytes', { unit: 'By', valueType: ValueType.INT });
    return (interval) => counter.add(2 ** 40 * (interval + 1), { direction: 'in' });
  },
  'up-down counter': (meter) => {
    const counter = meter.createUpDownCounter('connections');
    return (interval) => {
      counter.add(5, { pool: 'a' });
      counter.add(-interval * 4, { pool: 'a' });
      counter.add(-1, { pool: 'b' });
    };
  },
  gauge: (meter) => {
    const gauge = meter.createGauge('temperature', { unit: 'Cel' });
    return (interval) => {
      gauge.record(20 + interval, { room: 'a' });
      gauge.record(21.5 - interval, { room: 'a' });
      if (interval !== 1) gauge.record(-3, { room: 'cellar' });
    };
  },
  histogram: (meter) => {
    const histogram = meter.createHistogram('duration', { unit: 'ms' });
    return (interval) => {
      for (const value of [0, 5, 5.000001, 10, 9_999, 10_000, 10_001, 0.5 * interval]) {
        histogram.record(value, { route: '/a' });
      }
      if (interval !== 1) histogram.record(interval, {});
    };
  },
  'histogram with advice': (meter) => {
    const advice = { explicitBucketBoundaries: [0.005, 0.01, 0.1, 1] };
    const histogram = meter.createHistogram('seconds', { unit: 's', advice });
    return (interval) => {
      histogram.record(0.01, { interval: interval % 2 });
      histogram.record(0.011);
      histogram.record(100 * interval);
    };
  },
  'histogram of one bucket by advice': (meter) => {
    const histogram = meter.createHistogram('one', { advice: { explicitBucketBoundaries: [] } });
    return (interval) => histogram.record(interval);
  },
  'observable counter': (meter) => {
    let total = 0;
    meter
      .createObservableCounter('cpu.time', { unit: 's' })
      .addCallback((result) => result.observe((total += 1.5), { mode: 'user' }));
    return () => {};
  },
  'observable counter that starts anew': (meter) => {
    const totals = [10, 15, 3];
    meter
      .createObservableCounter('restarts')
      .addCallback((result) => result.observe(totals.shift() ?? 4, { a: 1 }));
    return () => {};
  },
  'observable up-down counter': (meter) => {
    const totals = [10, -5, 0];
    meter
      .createObservableUpDownCounter('queue', { valueType: ValueType.INT })
      .addCallback((result) => result.observe(totals.shift() ?? 4));
    return () => {};
  },
  'observable gauge': (meter) => {
    const values = [0.5, 0.25, -1];
    meter
      .createObservableGauge('utilization', { unit: '1' })
      .addCallback((result) => result.observe(values.shift() ?? 0, { cpu: 0 }));
    return () => {};
  },
};

export const instrumentCases: readonly MetricCase[] = [
  ...temporalities.flatMap((temporality) =>
    Object.entries(kinds).map(([name, make]): MetricCase => ({
      name: `${name}, ${temporality}`,
      settings: { temporality },
      async record({ meter, collect }) {
        const recordInterval = make(meter);
        for (let interval = 0; interval < 3; interval++) {
          recordInterval(interval);
          await collect();
        }
      },
    })),
  ),
  {
    name: 'nothing was recorded',
    record: ({ meter }) => void [meter.createCounter('a'), meter.createHistogram('b')],
  },
  {
    name: 'meters of other names and versions',
    record({ provider }) {
      for (const [name, version, schemaUrl] of [
        ['a', '1', undefined],
        ['a', '2', undefined],
        ['a', undefined, undefined],
        ['a', '1', 'https://example.test/other'],
        ['', '', undefined],
      ] as const) {
        const meter = provider.getMeter(name, version, schemaUrl ? { schemaUrl } : {});
        meter.createCounter('count').add(1, { of: `${name} ${version} ${schemaUrl}` });
      }
    },
  },
  {
    name: 'a meter that is asked for twice is one',
    record({ provider }) {
      provider.getMeter('twice', '1').createCounter('count').add(1);
      provider.getMeter('twice', '1').createCounter('count').add(2);
    },
  },
  {
    name: 'the same instrument twice is one stream',
    record({ meter }) {
      meter.createCounter('count', { unit: '1', description: 'same' }).add(1);
      meter.createCounter('count', { unit: '1', description: 'same' }).add(2);
    },
  },
  {
    name: 'the same instrument with a longer description',
    record({ meter }) {
      meter.createCounter('count', { description: 'short' }).add(1);
      meter.createCounter('count', { description: 'much longer' }).add(2);
      meter.createCounter('count', { description: 'shortest' }).add(2);
    },
  },
  {
    name: 'instruments of one name that conflict',
    record({ meter }) {
      meter.createCounter('conflict').add(1);
      meter.createCounter('conflict', { unit: 'By' }).add(2);
      meter.createCounter('conflict', { valueType: ValueType.INT }).add(3);
      meter.createUpDownCounter('conflict').add(4);
      meter.createHistogram('conflict').record(5);
    },
  },
  {
    name: 'exponential histograms by default',
    settings: { defaultHistogramAggregation: 'exponential' },
    record({ meter }) {
      meter.createHistogram('h').record(3);
      meter.createCounter('c').add(3);
    },
  },
];
