import { diag } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { NativePipelineOptions } from '../binding/addon';
import { numbersFromEnvironment } from './environment-numbers';
import { requestBytesKind } from './option-kinds';
import { isRingCapacity } from '../ring/ring-writer';
import { signalNames, type NativeSignal, type SignalNames } from './signal';

/**
 * How items (spans or log records) are batched and how much memory may wait. The first four are those of the batch
 * processors, https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor and
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#batching-processor. Their variables begin with `OTEL_BSP_` for spans and
 * with `OTEL_BLRP_` for log records.
 */
export interface BatchOptions {
  /** Items in one request; at most `maxQueueSize`. Default: `OTEL_…_MAX_EXPORT_BATCH_SIZE` or 512. */
  maxExportBatchSize?: number;
  /**
   * Longest wait before an incomplete batch is sent, in milliseconds. Default: `OTEL_…_SCHEDULE_DELAY`, else 5,000 for spans
   * and 1,000 for log records.
   */
  scheduledDelayMillis?: number;
  /**
   * Longest export attempt, in milliseconds. The exporter's own timeout applies when it is shorter. Default:
   * `OTEL_…_EXPORT_TIMEOUT` or 30,000.
   */
  exportTimeoutMillis?: number;
  /**
   * Items that may wait while the exporter sends a request. Default: `OTEL_…_MAX_QUEUE_SIZE`, else no limit in number,
   * because `maxQueueBytes` bounds the queue.
   */
  maxQueueSize?: number;
  /**
   * Largest request in bytes, before compression; only a single item can be larger. At most 64 MiB, the limit of the
   * specification, and an eighth of `maxQueueBytes`. Default: `OTEL_NATIVE_MAX_REQUEST_BYTES` or 4 MiB.
   * https://opentelemetry.io/docs/specs/otlp/#otlphttp-request
   */
  maxRequestBytes?: number;
  /**
   * Largest encoded span or log record in bytes; a larger one is dropped, counted as `tooLarge` and named in a warning. 0
   * for no limit. It does not bound data points of metrics: the limits on their series and attributes keep them small.
   * Default: `OTEL_NATIVE_MAX_ITEM_BYTES` or 16 MiB.
   */
  maxItemBytes?: number;
  /**
   * Bytes that may wait outside the ring. All providers of the process together may hold as much as the largest of their
   * limits. Beyond either bound, the newest items are dropped and counted. Default: 64 MiB.
   */
  maxQueueBytes?: number;
  /** Bytes of shared memory between JavaScript and native code, a power of two from 4 KiB to 1 GiB. Default: 512 KiB. */
  ringBytes?: number;
  /**
   * Longest time that the exit of the process takes for the export, in milliseconds. Items that are not sent a twentieth
   * of it (at most 100 ms) before its end are dropped and counted. Default: `OTEL_NATIVE_EXIT_TIMEOUT` or 2,000.
   */
  exitTimeoutMillis?: number;
}

const kMiB = 1_048_576;

const defaults: Required<BatchOptions> = {
  maxExportBatchSize: 512,
  scheduledDelayMillis: 5_000,
  exportTimeoutMillis: 30_000,
  maxQueueSize: Infinity,
  maxRequestBytes: 4 * kMiB,
  maxItemBytes: 16 * kMiB,
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
  maxRequestBytes: requestBytesKind,
  maxItemBytes: kinds.number({ from: 0, isInfinite: true }),
  maxQueueBytes: limit,
  ringBytes: ring,
  exitTimeoutMillis: limit,
} as const satisfies OptionTable<BatchOptions>;

const ownVariables = {
  exitTimeoutMillis: 'OTEL_NATIVE_EXIT_TIMEOUT',
  maxRequestBytes: 'OTEL_NATIVE_MAX_REQUEST_BYTES',
  maxItemBytes: 'OTEL_NATIVE_MAX_ITEM_BYTES',
} as const satisfies Partial<Record<keyof BatchOptions, string>>;

/** Returns the options that a signal's batch variables and those of all signals set; see `batchOptionsFromEnvironment`. */
export function optionsFromEnvironment(signal: NativeSignal): BatchOptions {
  const { batchVariables }: SignalNames = signalNames[signal];
  return numbersFromEnvironment({ ...batchVariables, ...ownVariables }, batchKinds);
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
  const { batchDefaults }: SignalNames = signalNames[signal];
  const resolved = { ...defaults, ...batchDefaults, ...optionsFromEnvironment(signal), ...given };
  return withinQueue(resolved, given.maxRequestBytes !== undefined);
}

/** Share of the queue's bytes that one batch may take, so that the queue holds at least eight. */
const kMaxQueueShare = 1 / 8;

/** Limits a batch to the size of the queue: a larger one would never find room. */
function withinQueue(
  options: Required<BatchOptions>,
  bytesWereGiven: boolean,
): Required<BatchOptions> {
  const { maxExportBatchSize, maxQueueSize, maxRequestBytes, maxQueueBytes } = options;
  if (maxExportBatchSize > maxQueueSize)
    diag.warn(
      `maxExportBatchSize (${maxExportBatchSize}) is larger than maxQueueSize, using ${maxQueueSize}, the size of the queue.`,
    );
  const highestBytes = maxQueueBytes * kMaxQueueShare;
  if (bytesWereGiven && maxRequestBytes > highestBytes)
    diag.warn(
      `maxRequestBytes (${maxRequestBytes}) is larger than an eighth of maxQueueBytes, using that: ${highestBytes}.`,
    );
  return {
    ...options,
    maxExportBatchSize: Math.min(maxExportBatchSize, maxQueueSize),
    maxRequestBytes: Math.min(maxRequestBytes, highestBytes),
  };
}
