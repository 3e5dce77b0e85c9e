import type { PipelineStats } from '@otel-native/api-bridge';
import type { NativeStats } from '../binding/addon';

/** Items lost before they reached the native side. */
export interface OwnDrops {
  readonly queueFull: number;
  readonly tooLarge: number;
  readonly invalid: number;
  readonly shutdown: number;
}

/** Adds up the counters of both halves of a pipeline. */
export function pipelineStats(
  ended: number,
  own: OwnDrops,
  native: NativeStats & { readonly isAbandoned?: boolean },
  { cutValues }: Pick<PipelineStats, 'cutValues'>,
): PipelineStats {
  const dropped = {
    queueFull: own.queueFull + native.queueFull,
    tooLarge: own.tooLarge + native.tooLarge,
    invalid: own.invalid + native.unreadable,
    rejected: native.rejected,
    exportFailed: native.exportFailed,
    shutdown: own.shutdown + native.shutdown,
  };
  let queued =
    ended - native.exported - Object.values(dropped).reduce((sum, count) => sum + count, 0);
  if (native.corrupt) {
    // The native side has stopped reading: items that waited for it will never be sent.
    dropped.invalid += queued;
    queued = 0;
  } else if (native.isAbandoned) {
    dropped.shutdown += queued;
    queued = 0;
  }
  const { exported, queuedBytes, batches, exportedBytes, retries, lastError } = native;
  return {
    ended,
    exported,
    queued,
    queuedBytes,
    dropped,
    cutValues: cutValues + native.cutValues,
    batches,
    exportedBytes,
    retries,
    lastError,
    ...(native.unparsedLines > 0 && { unparsedLines: native.unparsedLines }),
  };
}
