import type {
  Attributes,
  Context,
  Meter,
  MetricOptions,
  ObservableResult,
} from '@opentelemetry/api';
import type { ViewOptions } from '@otel-native/native-core/metrics';
import type { Arguments } from './arguments';

type MetricCall = (meter: Meter, given: Arguments) => unknown;

const attributesOf = ({ key, first, second }: Arguments) =>
  ({ [key]: first, second }) as Attributes;

export const metricCalls: Record<string, MetricCall> = {
  counter: (meter, given) => meter.createCounter('counter').add(1, attributesOf(given)),
  'counter with any attributes': (meter, { first, second }) =>
    meter.createCounter('counter').add(1, first as Attributes, second as Context),
  'counter of any value': (meter, { first, second }) =>
    meter.createCounter('counter').add(first as number, second as Attributes),
  'up-down counter': (meter, given) =>
    meter.createUpDownCounter('up-down').add(-1, attributesOf(given), given.first as Context),
  'integers of any value': (meter, { first }) =>
    meter.createUpDownCounter('integers', { valueType: 0 }).add(first as number),
  gauge: (meter, given) =>
    meter.createGauge('gauge').record(given.first as number, attributesOf(given)),
  histogram: (meter, given) => {
    const histogram = meter.createHistogram('histogram');
    histogram.record(1.5, attributesOf(given));
    histogram.record(given.second as number, given.first as Attributes);
  },
  'through a view': (meter, given) =>
    meter.createHistogram('viewed').record(1, attributesOf(given)),
  'any name': (meter, { first, second }) => {
    meter.createCounter(first as string).add(1);
    meter.createObservableGauge(second as string).addCallback((result) => result.observe(1));
  },
  'options of any values': (meter, { first, second }) => {
    const options = { description: first, unit: second, valueType: first };
    meter.createCounter('described', options as MetricOptions).add(1);
    const advice = { explicitBucketBoundaries: second };
    meter.createHistogram('advised', { advice } as MetricOptions).record(1);
  },
  'options of any kind': (meter, { first, second }) => {
    meter.createCounter('counter', first as MetricOptions).add(1);
    meter.createObservableGauge('gauge', second as MetricOptions);
  },
  'observed value and attributes': (meter, given) =>
    meter.createObservableGauge('observed').addCallback((result) => {
      result.observe(1, attributesOf(given));
      result.observe(given.first as number, given.second as Attributes);
    }),
  'observed in a batch': (meter, given) => {
    const gauge = meter.createObservableCounter('observed in a batch');
    meter.addBatchObservableCallback(
      (result) => {
        result.observe(gauge, 1, attributesOf(given));
        result.observe(given.first as never, given.second as number);
      },
      [gauge, given.first as never],
    );
  },
  'callback that returns or throws anything': (meter, { first, second }) => {
    meter.createObservableGauge('returning').addCallback(() => first as never);
    meter.createObservableGauge('throwing').addCallback(() => {
      throw second;
    });
  },
  'callback of any kind': (meter, { first, second }) => {
    const gauge = meter.createObservableGauge('called');
    gauge.addCallback(first as (result: ObservableResult) => void);
    gauge.removeCallback(second as (result: ObservableResult) => void);
    meter.addBatchObservableCallback(first as never, second as never);
    meter.removeBatchObservableCallback(second as never, first as never);
  },
};

/** A view that makes anything of the attributes of what it sees. */
export function viewOf(made: () => unknown): ViewOptions {
  return {
    instrumentName: 'viewed',
    attributesProcessors: [{ process: () => made() as Attributes }],
  };
}
