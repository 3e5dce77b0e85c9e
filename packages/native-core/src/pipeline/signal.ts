import type { Signal } from '@otel-native/api-bridge';
import type { RecordSignal } from '../binding/addon';

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
  /** Defaults of its batch options that other signals do not have. */
  readonly batchDefaults?: { readonly scheduledDelayMillis: number };
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
  logs: {
    item: 'log record',
    items: 'log records',
    batchVariables: {
      maxExportBatchSize: 'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE',
      scheduledDelayMillis: 'OTEL_BLRP_SCHEDULE_DELAY',
      exportTimeoutMillis: 'OTEL_BLRP_EXPORT_TIMEOUT',
      maxQueueSize: 'OTEL_BLRP_MAX_QUEUE_SIZE',
    },
    batchDefaults: { scheduledDelayMillis: 1_000 },
    metrics: { namespace: 'log', unit: '{log_record}', processorType: 'batching_log_processor' },
  },
} as const satisfies Record<Signal, SignalNames>;

/** The signals that native pipelines carry. */
export type NativeSignal = keyof typeof signalNames;

/** The signals whose items are records in a ring, and may wait in a spool. */
export const recordSignals: readonly RecordSignal[] = ['traces', 'logs'];
