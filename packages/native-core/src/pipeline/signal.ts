import type { Signal } from '@otel-native/api-bridge';

/** What the pipelines have to know of a signal. */
export interface SignalNames {
  /** One item, as warnings call it. */
  readonly item: string;
  readonly items: string;
  /** What the variables of its batches begin with. */
  readonly batchVariables: string;
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
    batchVariables: 'OTEL_BSP',
    metrics: { namespace: 'span', unit: '{span}', processorType: 'batching_span_processor' },
  },
  metrics: {
    item: 'data point',
    items: 'data points',
    batchVariables: 'OTEL_METRIC_EXPORT',
    metrics: {
      namespace: 'metric_data_point',
      unit: '{data_point}',
      processorType: 'periodic_metric_reader',
    },
  },
} as const satisfies Partial<Record<Signal, SignalNames>>;

/** The signals that native pipelines carry. */
export type NativeSignal = keyof typeof signalNames;
