import type { NativeExporter, OtlpSink } from '@otel-native/api-bridge';
import type { PipelineMetrics } from './pipeline-metrics';

/** The parts of a provider of spans or log records that end with it. */
export interface EndingParts {
  readonly processors: { shutdown(): Promise<void> };
  readonly pipeline: { close(timeoutMillis: number): Promise<unknown> } | undefined;
  readonly metrics: PipelineMetrics | undefined;
  readonly exporter: NativeExporter | OtlpSink | undefined;
}

/** Shuts every part down even if one fails, then rejects with the first failure. */
export async function shutDownParts(parts: EndingParts, timeoutMillis: number): Promise<void> {
  const results = await Promise.allSettled([
    parts.processors.shutdown(),
    closeExporter(parts, timeoutMillis),
  ]);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** The exporter ends after the pipeline that sends through it. */
async function closeExporter(
  { pipeline, metrics, exporter }: EndingParts,
  timeoutMillis: number,
): Promise<void> {
  try {
    await pipeline?.close(timeoutMillis);
  } finally {
    metrics?.freeze();
    await exporter?.shutdown();
  }
}
