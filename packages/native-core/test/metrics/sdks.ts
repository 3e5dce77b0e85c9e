import { diag, type MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-metrics';
import * as native from '@otel-native/native-core/metrics';
import { CollectingSink } from '../support/collecting-sink';
import { decodeMetrics, type DecodedMetric } from '../support/decode-metrics';

/** How the providers of both SDKs are made. */
export interface MetricSettings {
  readonly views?: readonly official.ViewOptions[];
  readonly temporality?: Temporality;
  /** Of streams that no view gives one; the default is 2,000. */
  readonly cardinalityLimit?: number;
  readonly defaultHistogramAggregation?: 'exponential';
  /** For each observable callback; none where absent. */
  readonly callbackTimeoutMillis?: number;
}

export type Temporality = 'cumulative' | 'delta' | 'lowmemory';

/** An SDK's provider, and what its exporter gets. */
export interface MetricSdk {
  readonly name: 'official' | 'native';
  readonly provider: ApiMeterProvider;
  /** Collects, exports and decodes; an empty list where nothing was sent. */
  collect(): Promise<DecodedMetric[]>;
  shutdown(): Promise<void>;
}

const resource = resourceFromAttributes(
  { 'service.name': 'differential', 'host.tags': ['a', 'b'] },
  { schemaUrl: 'https://example.test/resource' },
);

/** Never comes: what is exported, a test asks for. */
const kNeverMillis = 3_600_000;
const kTimeoutMillis = 20_000;

export function startOfficial(settings: MetricSettings): MetricSdk {
  const reader = new OfficialReader(settings);
  const provider = new official.MeterProvider({
    resource,
    views: [...(settings.views ?? [])],
    readers: [reader],
  });
  return {
    name: 'official',
    provider,
    async collect() {
      const { callbackTimeoutMillis: timeoutMillis } = settings;
      const { resourceMetrics, errors } = await reader.collect(
        timeoutMillis === undefined ? {} : { timeoutMillis },
      );
      // As the periodic reader does.
      if (errors.length > 0) diag.error('metrics collection errors', ...errors);
      if (resourceMetrics.scopeMetrics.length === 0) return [];
      return decodeMetrics(ProtobufMetricsSerializer.serializeRequest(resourceMetrics)!);
    },
    shutdown: () => provider.shutdown(),
  };
}

export function startNative(settings: MetricSettings): MetricSdk {
  const sink = new CollectingSink();
  const { cardinalityLimit, defaultHistogramAggregation, callbackTimeoutMillis } = settings;
  const provider = new native.MeterProvider({
    resource,
    views: [...(settings.views ?? [])] as native.ViewOptions[],
    exporter: sink,
    export: {
      intervalMillis: kNeverMillis,
      timeoutMillis: callbackTimeoutMillis ?? kTimeoutMillis,
      temporalityPreference: settings.temporality ?? 'cumulative',
      ...(cardinalityLimit !== undefined && { cardinalityLimit }),
      ...(defaultHistogramAggregation && {
        defaultHistogramAggregation: 'base2_exponential_bucket_histogram' as const,
      }),
    },
  });
  return {
    name: 'native',
    provider,
    async collect() {
      await provider.forceFlush();
      return sink.batches.splice(0).flatMap(({ bytes }) => decodeMetrics(bytes));
    },
    shutdown: () => provider.shutdown(),
  };
}

class OfficialReader extends official.MetricReader {
  constructor({ temporality, cardinalityLimit, defaultHistogramAggregation }: MetricSettings) {
    super({
      aggregationTemporalitySelector: temporalitySelectors[temporality ?? 'cumulative'],
      ...(cardinalityLimit !== undefined && { cardinalitySelector: () => cardinalityLimit }),
      ...(defaultHistogramAggregation && {
        aggregationSelector: (type) =>
          type === HISTOGRAM
            ? { type: official.AggregationType.EXPONENTIAL_HISTOGRAM }
            : { type: official.AggregationType.DEFAULT },
      }),
    });
  }
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}
}

const { COUNTER, HISTOGRAM, UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER } = official.InstrumentType;
const { CUMULATIVE, DELTA } = official.AggregationTemporality;

/** As the specification of the OTLP exporter has them. */
const temporalitySelectors: Record<Temporality, official.AggregationTemporalitySelector> = {
  cumulative: () => CUMULATIVE,
  delta: (type) =>
    type === UP_DOWN_COUNTER || type === OBSERVABLE_UP_DOWN_COUNTER ? CUMULATIVE : DELTA,
  lowmemory: (type) => (type === COUNTER || type === HISTOGRAM ? DELTA : CUMULATIVE),
};
