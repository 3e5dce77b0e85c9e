import { diag } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { NativePipelineOptions } from '../binding/addon';
import { numbersFromEnvironment } from './environment-numbers';
import { isRingCapacity } from '../ring/ring-writer';
import { signalNames, type BatchVariable, type NativeSignal } from './signal';

/**
 * How spans are batched and how much memory may wait. The first four are those of the batch span processor,
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor
 */
export interface BatchOptions {
  /** Spans in one request; at most `maxQueueSize`. Default: `OTEL_BSP_MAX_EXPORT_BATCH_SIZE` or 512. */
  maxExportBatchSize?: number;
  /** Longest wait before an incomplete batch is sent, in milliseconds. Default: `OTEL_BSP_SCHEDULE_DELAY` or 5,000. */
  scheduledDelayMillis?: number;
  /**
   * Longest export attempt, in milliseconds. The exporter's own timeout applies when it is shorter. Default:
   * `OTEL_BSP_EXPORT_TIMEOUT` or 30,000.
   */
  exportTimeoutMillis?: number;
  /**
   * Spans that may wait while the exporter sends a request. Default: `OTEL_BSP_MAX_QUEUE_SIZE`, else no limit in number,
   * because `maxQueueBytes` bounds the queue.
   */
  maxQueueSize?: number;
  /** A batch is complete when its encoded spans reach this many bytes. Default: 4 MiB; an eighth of `maxQueueBytes` at most. */
  maxExportBatchBytes?: number;
  /**
   * Bytes that may wait outside the ring. All providers of the process together may hold as much as the largest of their
   * limits. Beyond either bound, the newest spans are dropped and counted. Default: 64 MiB.
   */
  maxQueueBytes?: number;
  /** Bytes of shared memory between JavaScript and native code, a power of two from 4 KiB to 1 GiB. Default: 512 KiB. */
  ringBytes?: number;
  /**
   * Longest time that the exit of the process waits for the export, in milliseconds. Spans that are not sent by then are
   * dropped and counted. Default: `OTEL_NATIVE_EXIT_TIMEOUT` or 2,000.
   */
  exitTimeoutMillis?: number;
}

const kMiB = 1_048_576;

const defaults: Required<BatchOptions> = {
  maxExportBatchSize: 512,
  scheduledDelayMillis: 5_000,
  exportTimeoutMillis: 30_000,
  maxQueueSize: Infinity,
  maxExportBatchBytes: 4 * kMiB,
  maxQueueBytes: 64 * kMiB,
  ringBytes: kMiB / 2,
  exitTimeoutMillis: 2_000,
};

const limit = kinds.number({ above: 0, isInfinite: true });
const ring: OptionKind = {
  expected: 'a power of two from 4096 to 1073741824',
  accepts: (value) => typeof value === 'number' && isRingCapacity(value),
};

export const batchKinds = {
  maxExportBatchSize: limit,
  scheduledDelayMillis: limit,
  exportTimeoutMillis: limit,
  maxQueueSize: limit,
  maxExportBatchBytes: limit,
  maxQueueBytes: limit,
  ringBytes: ring,
  exitTimeoutMillis: limit,
} as const satisfies OptionTable<BatchOptions>;

/** Returns the options that a signal's batch variables and `OTEL_NATIVE_EXIT_TIMEOUT` set; see `batchOptionsFromEnvironment`. */
export function optionsFromEnvironment(signal: NativeSignal): BatchOptions {
  const batchVariables: Partial<Record<BatchVariable, string>> = signalNames[signal].batchVariables;
  const exitTimeoutMillis = 'OTEL_NATIVE_EXIT_TIMEOUT';
  return numbersFromEnvironment({ ...batchVariables, exitTimeoutMillis }, batchKinds);
}

/**
 * Returns the options. Missing ones come from the environment, then from the defaults.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid number or ring size
 */
export function resolveBatchOptions(
  options: BatchOptions,
  signal: NativeSignal,
): NativePipelineOptions & Required<BatchOptions> {
  const given = readOptions<BatchOptions>(options, batchKinds, 'batch');
  const resolved = { ...defaults, ...optionsFromEnvironment(signal), ...given };
  return withinQueue(resolved, given.maxExportBatchBytes !== undefined);
}

/** Share of the queue's bytes that one batch may take, so that the queue holds at least eight. */
const kMaxQueueShare = 1 / 8;

/** Limits a batch to the size of the queue: a larger one would never find room. */
function withinQueue(
  options: Required<BatchOptions>,
  bytesWereGiven: boolean,
): Required<BatchOptions> {
  const { maxExportBatchSize, maxQueueSize, maxExportBatchBytes, maxQueueBytes } = options;
  if (maxExportBatchSize > maxQueueSize)
    diag.warn(
      `maxExportBatchSize (${maxExportBatchSize}) is larger than maxQueueSize, using ${maxQueueSize}, the size of the queue.`,
    );
  const highestBytes = maxQueueBytes * kMaxQueueShare;
  if (bytesWereGiven && maxExportBatchBytes > highestBytes)
    diag.warn(
      `maxExportBatchBytes (${maxExportBatchBytes}) is larger than an eighth of maxQueueBytes, using that: ${highestBytes}.`,
    );
  return {
    ...options,
    maxExportBatchSize: Math.min(maxExportBatchSize, maxQueueSize),
    maxExportBatchBytes: Math.min(maxExportBatchBytes, highestBytes),
  };
}
