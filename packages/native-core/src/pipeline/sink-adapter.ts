import {
  isNativeExporter,
  type NativeExporter,
  type OtlpSink,
  type OtlpSinkResult,
  type Signal,
} from '@otel-native/api-bridge';
import type { SendToSink } from '../binding/addon';
import { SinkStatus } from '../binding/shared-enums.gen';
import { shownText } from '../record/own-text';

/** How long a batch waits when the sink asks for a retry without a time. */
const kDefaultRetryMillis = 1_000;
/** Item counts are 32 bits wide; as milliseconds this is seven weeks. */
const kMaxNumber = 2 ** 32 - 1;

/** Returns the exporter as the addon expects it: its native handle, or a function that calls the sink. */
export function addonExporter(
  exporter: NativeExporter | OtlpSink,
  signal: Signal,
): object | SendToSink {
  return isNativeExporter(exporter) ? exporter.nativeHandle : sendToSink(exporter, signal);
}

function sendToSink(sink: OtlpSink, signal: Signal): SendToSink {
  return (bytes, itemCount, settle) => {
    void exportTo(sink, signal, bytes, itemCount).then((result) => {
      const message = typeof result.message === 'string' ? result.message : '';
      if (result.status === 'ok') settle(SinkStatus.ok, positive(result.rejectedItems, 0), message);
      else if (result.status === 'retry') {
        settle(SinkStatus.retry, positive(result.retryAfterMillis, kDefaultRetryMillis), message);
      } else {
        const isTooLarge = result.status === 'tooLarge';
        settle(isTooLarge ? SinkStatus.tooLarge : SinkStatus.failed, 0, message);
      }
    });
  };
}

/** Returns the answer of the sink. An invalid answer counts as a failure. */
async function exportTo(
  sink: OtlpSink,
  signal: Signal,
  bytes: Uint8Array,
  itemCount: number,
): Promise<OtlpSinkResult> {
  try {
    const result: unknown = await sink.exportOtlp({ signal, bytes, itemCount });
    if (typeof result === 'object' && result !== null && 'status' in result) {
      // Read once: a getter may throw, or return another value the next time.
      return { ...result } as OtlpSinkResult;
    }
    return { status: 'failed', message: `${sink.name} gave no result` };
  } catch (error) {
    return { status: 'failed', message: `${sink.name}: ${textOf(error)}` };
  }
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 && value <= kMaxNumber ? value : otherwise;
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error) : shownText(error);
  } catch {
    return 'an error that cannot be shown';
  }
}
