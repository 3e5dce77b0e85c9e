import type {
  Attributes,
  BatchObservableCallback,
  BatchObservableResult,
  Meter,
  MeterProvider,
  Observable,
} from '@opentelemetry/api';
import type { DropCounts, PipelineStats } from '@otel-native/api-bridge';
import { signalNames, type NativeSignal } from './signal';

/** The causes of drops on the way to the exporter, and their `error.type`. */
const processorErrors: readonly (readonly [keyof DropCounts, string])[] = [
  ['queueFull', 'queue_full'],
  ['tooLarge', 'too_large'],
  ['invalid', 'invalid'],
  ['shutdown', 'shutdown'],
];

/** The causes of losses at the exporter or behind it, and their `error.type`. */
const exporterErrors: readonly (readonly [keyof DropCounts, string])[] = [
  ['rejected', 'rejected'],
  ['exportFailed', 'export_failed'],
];

/** Number of components in this process, by type: it is part of their names. */
const componentCounts = new Map<string, number>();

/**
 * The metrics of a pipeline. Callbacks read them from its statistics at each collection, so they cost nothing in between.
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/#span-metrics
 */
export class PipelineMetrics {
  /** The processor of the semantic conventions: here the native threads do its work. */
  readonly #processor: Attributes;
  readonly #exporter: Attributes;
  readonly #maxQueueSize: number;
  readonly #size: Observable;
  readonly #capacity: Observable;
  readonly #processed: Observable;
  readonly #exported: Observable;
  #read: () => PipelineStats;

  /** @param maxQueueSize limit in items; infinity is not reported */
  constructor(
    signal: NativeSignal,
    meterProvider: MeterProvider,
    exporterName: string,
    maxQueueSize: number,
    read: () => PipelineStats,
  ) {
    const meter = meterProvider.getMeter('@otel-native/native-core');
    const { items, metrics } = signalNames[signal];
    const { namespace, unit } = metrics;
    this.#processor = componentAttributes(metrics.processorType);
    this.#exporter = componentAttributes(exporterName);
    this.#maxQueueSize = maxQueueSize;
    this.#read = read;
    this.#size = meter.createObservableUpDownCounter(`otel.sdk.processor.${namespace}.queue.size`, {
      unit,
      description: `The number of ${items} that wait for the exporter or its answer.`,
    });
    this.#capacity = meter.createObservableUpDownCounter(
      `otel.sdk.processor.${namespace}.queue.capacity`,
      {
        unit,
        description: `The number of ${items} that may wait for the exporter.`,
      },
    );
    this.#processed = meter.createObservableCounter(`otel.sdk.processor.${namespace}.processed`, {
      unit,
      description: `The number of ${items} that went to the exporter or were dropped before.`,
    });
    this.#exported = meter.createObservableCounter(`otel.sdk.exporter.${namespace}.exported`, {
      unit,
      description: `The number of ${items} whose export has succeeded or failed.`,
    });
    this.#observe(meter);
  }

  #observe(meter: Meter): void {
    const callback: BatchObservableCallback = (result) => this.#report(result);
    const instruments = [this.#size, this.#capacity, this.#processed, this.#exported];
    meter.addBatchObservableCallback(callback, instruments);
  }

  #report(result: BatchObservableResult): void {
    const { dropped, exported, queued } = this.#read();
    const answered = exported + dropped.rejected + dropped.exportFailed;
    result.observe(this.#size, queued, this.#processor);
    if (Number.isFinite(this.#maxQueueSize))
      result.observe(this.#capacity, this.#maxQueueSize, this.#processor);
    result.observe(this.#processed, answered, this.#processor);
    result.observe(this.#exported, exported, this.#exporter);
    for (const [cause, type] of processorErrors)
      observeLoss(result, this.#processed, dropped[cause], this.#processor, type);
    for (const [cause, type] of exporterErrors)
      observeLoss(result, this.#exported, dropped[cause], this.#exporter, type);
  }

  /** Keeps the present values, so that the pipeline may be freed. */
  freeze(): void {
    const last = this.#read();
    this.#read = () => last;
  }
}

/** Observes a loss. A cause that has never occurred has no series. */
function observeLoss(
  result: BatchObservableResult,
  instrument: Observable,
  count: number,
  component: Attributes,
  errorType: string,
): void {
  if (count > 0) result.observe(instrument, count, { ...component, 'error.type': errorType });
}

function componentAttributes(type: string): Attributes {
  const number = componentCounts.get(type) ?? 0;
  componentCounts.set(type, number + 1);
  return { 'otel.component.type': type, 'otel.component.name': `${type}/${number}` };
}
