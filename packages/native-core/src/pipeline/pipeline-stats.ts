import type { PipelineStats } from '@otel-native/api-bridge';
import type { NativeStats } from '../binding/addon';

/** What was lost before it came to the native side. */
export interface OwnDrops {
  readonly queueFull: number;
  readonly tooLarge: number;
  readonly invalid: number;
  readonly shutdown: number;
}

/** The figures of both halves of a pipeline together. */
export function pipelineStats(
  ended: number,
  own: OwnDrops,
  native: NativeStats & { readonly isAbandoned?: boolean },
  { cutValues }: Pick<PipelineStats, 'cutValues'>,
): PipelineStats {
  const dropped = {
    queueFull: own.queueFull + native.queueFull,
    tooLarge: own.tooLarge,
    invalid: own.invalid + native.unreadable,
    rejected: native.rejected,
    exportFailed: native.exportFailed,
    shutdown: own.shutdown + native.shutdown,
  };
  let queued =
    ended - native.exported - Object.values(dropped).reduce((sum, count) => sum + count, 0);
  if (native.corrupt) {
    // The native side reads no further; what waited for it will never be sent.
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
    cutValues,
    batches,
    exportedBytes,
    retries,
    lastError,
  };
}
