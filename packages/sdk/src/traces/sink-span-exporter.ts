import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { OtlpSink } from '@otel-native/api-bridge';
import type { ReadableSpan } from '@otel-native/native-core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SpanExporter } from '../configuration';
import { loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';

/** The part of `@opentelemetry/otlp-transformer` that is used here. */
interface OtlpTransformer {
  ProtobufTraceSerializer: { serializeRequest(spans: ReadableSpan[]): Uint8Array | undefined };
}

const kMaxAttempts = 5;
const kFirstDelayMillis = 1_000;

/**
 * Feeds a sink from the official SDK if the native pipeline is unavailable.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official encoder
 */
export function sinkSpanExporter(sink: OtlpSink): SpanExporter {
  const transformer = loadOptional<OtlpTransformer>(
    'an OtlpSink',
    optionalPackages.otlpTransformer,
  );
  return {
    export(spans, resultCallback) {
      const bytes = transformer.ProtobufTraceSerializer.serializeRequest(spans) ?? new Uint8Array();
      const batch = { signal: 'traces', bytes, itemCount: spans.length } as const;
      void send(sink, batch).then(resultCallback);
    },
    shutdown: () => sink.shutdown(),
  };
}

async function send(
  sink: OtlpSink,
  batch: Parameters<OtlpSink['exportOtlp']>[0],
): Promise<ExportResult> {
  let message = '';
  try {
    for (let attempt = 0; attempt < kMaxAttempts; attempt++) {
      const result = await sink.exportOtlp(batch);
      if (result.status === 'ok') return { code: ExportResultCode.SUCCESS };
      message = result.message ?? '';
      if (result.status !== 'retry') break;
      const delayMillis = result.retryAfterMillis ?? kFirstDelayMillis * 2 ** attempt;
      await sleep(delayMillis, undefined, { ref: false });
    }
    return { code: ExportResultCode.FAILED, error: new Error(`${sink.name}: ${message}`) };
  } catch (error) {
    return { code: ExportResultCode.FAILED, error: error as Error };
  }
}
