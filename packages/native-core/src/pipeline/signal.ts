import type { Signal } from '@otel-native/api-bridge';

/** The options of a batch that a signal's variables set. */
export type BatchVariable =
  'maxExportBatchSize' | 'scheduledDelayMillis' | 'exportTimeoutMillis' | 'maxQueueSize';

/** The names that pipelines use for a signal. */
export interface SignalNames {
  /** Name of one item in warnings. */
  readonly item: string;
  readonly items: string;
  /** The variables of the batch processor. */
  readonly batchVariables: Partial<Record<BatchVariable, string>>;
  /**
   * Its items and the component that batches them, in the metrics of the SDK about itself:
   * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/
   */
  readonly metrics: {
    readonly namespace: string;
    readonly unit: string;
    readonly processorType: string;
  };
}

export const signalNames = {
  traces: {
    item: 'span',
    items: 'spans',
    batchVariables: {
      maxExportBatchSize: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
      scheduledDelayMillis: 'OTEL_BSP_SCHEDULE_DELAY',
      exportTimeoutMillis: 'OTEL_BSP_EXPORT_TIMEOUT',
      maxQueueSize: 'OTEL_BSP_MAX_QUEUE_SIZE',
    },
    metrics: { namespace: 'span', unit: '{span}', processorType: 'batching_span_processor' },
  },
  metrics: {
    item: 'data point',
    items: 'data points',
    batchVariables: {},
    metrics: {
      namespace: 'metric_data_point',
      unit: '{data_point}',
      processorType: 'periodic_metric_reader',
    },
  },
} as const satisfies Partial<Record<Signal, SignalNames>>;

/** The signals that native pipelines carry. */
export type NativeSignal = keyof typeof signalNames;
