import type {
  BatchLogRecordProcessorConfigModel,
  BatchSpanProcessorConfigModel,
} from '@opentelemetry/configuration';
import type { BatchOptions } from '@otel-native/native-core';
import { warnOfUnused } from './entries';
import { checkedTimeout } from './exporter';

type BatchModel = BatchLogRecordProcessorConfigModel | BatchSpanProcessorConfigModel;

/** All options that the schema has. All are passed on, because a configuration file overrides the environment. */
export type ConfiguredBatch = Required<
  Pick<
    BatchOptions,
    'maxExportBatchSize' | 'scheduledDelayMillis' | 'exportTimeoutMillis' | 'maxQueueSize'
  >
>;

const kCommonDefaults = {
  maxExportBatchSize: 512,
  exportTimeoutMillis: 30_000,
  maxQueueSize: Infinity,
};

/** Defaults of the schema for spans; the queue of the native processor is limited in bytes. */
export const spanBatchDefaults: ConfiguredBatch = {
  ...kCommonDefaults,
  scheduledDelayMillis: 5_000,
};

/** Defaults of the schema for log records. */
export const logBatchDefaults: ConfiguredBatch = {
  ...kCommonDefaults,
  scheduledDelayMillis: 1_000,
};

/** The official processors' own default: their queues have no limit in bytes. */
const kOfficialMaxQueueSize = 2_048;

/**
 * Converts the settings of a `batch` processor.
 * @throws for an invalid timeout
 */
export function batchOptions(model: BatchModel, defaults: ConfiguredBatch): ConfiguredBatch {
  warnOfUnused('batch', model, [
    'exporter',
    'max_queue_size',
    'max_export_batch_size',
    'schedule_delay',
    'export_timeout',
  ]);
  const { max_export_batch_size, schedule_delay, max_queue_size, export_timeout } = model;
  const exportTimeoutMillis = checkedTimeout(export_timeout, 'batch');
  return {
    maxExportBatchSize: max_export_batch_size ?? defaults.maxExportBatchSize,
    // A delay of 0 means: as soon as possible.
    scheduledDelayMillis: Math.max(1, schedule_delay ?? defaults.scheduledDelayMillis),
    exportTimeoutMillis: exportTimeoutMillis ?? defaults.exportTimeoutMillis,
    maxQueueSize: max_queue_size ?? defaults.maxQueueSize,
  };
}

/** The options as an official processor takes them. */
export function officialBatch(batch: ConfiguredBatch): ConfiguredBatch {
  const isBounded = Number.isFinite(batch.maxQueueSize);
  return { ...batch, maxQueueSize: isBounded ? batch.maxQueueSize : kOfficialMaxQueueSize };
}
