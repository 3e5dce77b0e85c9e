/** Metrics of every kind: what is recorded, what the Collector's file must hold of it, and what its Prometheus exporter must serve. */
import { ValueType, type Attributes, type Meter, type MetricOptions } from '@opentelemetry/api';

export const temporalities = ['cumulative', 'delta'] as const;
export type TemporalityName = (typeof temporalities)[number];

export interface MetricCase {
  readonly name: string;
  readonly options: MetricOptions;
  /** Is called before each of two collections. */
  record(meter: Meter, collection: 0 | 1): void;
  /** What arrives with the second collection. */
  readonly expected: {
    readonly data: 'sum' | 'gauge' | 'histogram' | 'exponentialHistogram';
    readonly isMonotonic?: boolean;
    /** A gauge has no temporality; what goes up and down is cumulative in any case. */
    readonly alwaysCumulative?: true;
    /** The one point, as fields of OTLP/JSON, by temporality. */
    readonly point: Readonly<Record<TemporalityName, object>>;
    /** Names and values that are scraped, of the cumulative points. */
    readonly prometheus: Readonly<Record<string, number>>;
    /** The type that is scraped. */
    readonly prometheusType: 'counter' | 'gauge' | 'histogram';
  };
}

export const attributes: Attributes = { route: '/größe', code: 200, cached: false };

/** The same by either temporality. */
function always(point: object): Record<TemporalityName, object> {
  return { cumulative: point, delta: point };
}

/** An instrument that is created once and found again. */
function once<T>(create: (meter: Meter) => T): (meter: Meter) => T {
  const made = new Map<Meter, T>();
  return (meter) => {
    const found = made.get(meter) ?? create(meter);
    made.set(meter, found);
    return found;
  };
}

function recorded(
  kind: 'Counter' | 'UpDownCounter' | 'Gauge' | 'Histogram',
  name: string,
  options: MetricOptions,
  values: readonly [readonly number[], readonly number[]],
): Pick<MetricCase, 'name' | 'options' | 'record'> {
  const instrument = once((meter) => meter[`create${kind}`](name, options));
  return {
    name,
    options,
    record(meter, collection) {
      const target = instrument(meter);
      for (const value of values[collection]) {
        if ('add' in target) target.add(value, attributes);
        else target.record(value, attributes);
      }
    },
  };
}

function observed(
  kind: 'ObservableCounter' | 'ObservableUpDownCounter' | 'ObservableGauge',
  name: string,
  options: MetricOptions,
  values: readonly [number, number],
): Pick<MetricCase, 'name' | 'options' | 'record'> {
  let turn: 0 | 1 = 0;
  const observe = once((meter) =>
    meter[`create${kind}`](name, options).addCallback((result) =>
      result.observe(values[turn], attributes),
    ),
  );
  return {
    name,
    options,
    record(meter, collection) {
      turn = collection;
      observe(meter);
    },
  };
}

const buckets = { explicitBucketBoundaries: [0.1, 0.5, 1] };
const integers = { valueType: ValueType.INT };

export const metricCases: readonly MetricCase[] = [
  {
    ...recorded(
      'Counter',
      'http.server.requests',
      { unit: '{request}', description: 'Requests, größer', ...integers },
      [[1, 2], [4]],
    ),
    expected: {
      ...{ data: 'sum', isMonotonic: true },
      point: { cumulative: { asInt: '7' }, delta: { asInt: '4' } },
      ...{ prometheus: { http_server_requests_total: 7 }, prometheusType: 'counter' },
    },
  },
  {
    ...recorded('UpDownCounter', 'db.client.connections', {}, [[5], [-7.5]]),
    expected: {
      ...{ data: 'sum', isMonotonic: false, alwaysCumulative: true },
      point: always({ asDouble: -2.5 }),
      ...{ prometheus: { db_client_connections: -2.5 }, prometheusType: 'gauge' },
    },
  },
  {
    ...recorded('Gauge', 'room.temperature', { unit: 'Cel' }, [[20], [21.5, 22.25]]),
    expected: {
      data: 'gauge',
      point: always({ asDouble: 22.25 }),
      ...{ prometheus: { room_temperature_celsius: 22.25 }, prometheusType: 'gauge' },
    },
  },
  {
    ...recorded('Histogram', 'http.server.request.duration', { unit: 's', advice: buckets }, [
      [0.05, 0.25],
      [0.5, 2],
    ]),
    expected: {
      data: 'histogram',
      point: {
        cumulative: {
          ...{ count: '4', sum: 2.8, min: 0.05, max: 2 },
          ...{ bucketCounts: ['1', '2', '0', '1'], explicitBounds: [0.1, 0.5, 1] },
        },
        delta: {
          ...{ count: '2', sum: 2.5, min: 0.5, max: 2 },
          ...{ bucketCounts: ['0', '1', '0', '1'], explicitBounds: [0.1, 0.5, 1] },
        },
      },
      prometheus: {
        http_server_request_duration_seconds_count: 4,
        http_server_request_duration_seconds_sum: 2.8,
      },
      prometheusType: 'histogram',
    },
  },
  {
    ...recorded('Histogram', 'exponential.size', { unit: 'By' }, [
      [1, 2],
      [0, 4],
    ]),
    expected: {
      data: 'exponentialHistogram',
      // Four buckets at most, so that the scale of the file can be told by hand: 1, 2 and 4 are each the end of a bucket.
      point: {
        cumulative: {
          ...{ count: '4', sum: 7, min: 0, max: 4, zeroCount: '1' },
          // Scale 0, which JSON leaves out.
          positive: { offset: -1, bucketCounts: ['1', '1', '1'] },
        },
        delta: {
          ...{ count: '2', sum: 4, min: 0, max: 4, scale: 20, zeroCount: '1' },
          positive: { offset: 2 ** 21 - 1, bucketCounts: ['1'] },
        },
      },
      // Served as a native histogram, which the text format has not.
      ...{ prometheus: {}, prometheusType: 'histogram' },
    },
  },
  {
    ...observed('ObservableCounter', 'process.cpu.time', { unit: 's' }, [1.5, 4]),
    expected: {
      ...{ data: 'sum', isMonotonic: true },
      point: { cumulative: { asDouble: 4 }, delta: { asDouble: 2.5 } },
      ...{ prometheus: { process_cpu_time_seconds_total: 4 }, prometheusType: 'counter' },
    },
  },
  {
    ...observed('ObservableUpDownCounter', 'process.memory.usage', { unit: 'By', ...integers }, [
      2 ** 40,
      2 ** 41,
    ]),
    expected: {
      ...{ data: 'sum', isMonotonic: false, alwaysCumulative: true },
      point: always({ asInt: String(2 ** 41) }),
      ...{ prometheus: { process_memory_usage_bytes: 2 ** 41 }, prometheusType: 'gauge' },
    },
  },
  {
    ...observed('ObservableGauge', 'process.cpu.utilization', { unit: '1' }, [0.5, 0.25]),
    expected: {
      data: 'gauge',
      point: always({ asDouble: 0.25 }),
      ...{ prometheus: { process_cpu_utilization_ratio: 0.25 }, prometheusType: 'gauge' },
    },
  },
];
