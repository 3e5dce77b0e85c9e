import { isNativeExporter, type NativeExporter, type OtlpSink, type OtlpSinkResult } from '@otel-native/api-bridge';
import type { SendToSink } from '../binding/addon';

/** The exporter in the form that the addon takes: its native handle, or a function that calls the sink. */
export function addonExporter(exporter: NativeExporter | OtlpSink): object | SendToSink {
  return isNativeExporter(exporter) ? exporter.nativeHandle : sendToSink(exporter);
}

function sendToSink(sink: OtlpSink): SendToSink {
  return (bytes, itemCount, settle) => {
    void exportTo(sink, bytes, itemCount).then((result) => {
      const message = result.message ?? '';
      if (result.status === 'ok') settle(0, result.rejectedItems ?? 0, message);
      else if (result.status === 'retry') settle(1, result.retryAfterMillis ?? 1_000, message);
      else settle(2, 0, message);
    });
  };
}

async function exportTo(sink: OtlpSink, bytes: Uint8Array, itemCount: number): Promise<OtlpSinkResult> {
  try {
    return await sink.exportOtlp({ signal: 'traces', bytes, itemCount });
  } catch (error) {
    return { status: 'failed', message: `${sink.name}: ${String(error)}` };
  }
}
