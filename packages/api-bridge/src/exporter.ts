/** The signal that a batch carries. */
export type Signal = 'traces' | 'metrics' | 'logs';

/**
 * An exporter written in native code, such as that of `@otel-native/exporter-otlp-local`. `@otel-native/native-core`
 * calls it from a native thread.
 */
export interface NativeExporter {
  /** Names the exporter in log messages and in its own metrics, for example `otlp-local`. */
  readonly name: string;
  /**
   * An opaque Node-API external that holds an `otel_native_exporter` (see `include/otel_native/exporter.h`).
   * JavaScript only hands it to the provider.
   */
  readonly nativeHandle: object;
  /**
   * Releases the exporter on the JavaScript side. The provider calls it at the end of its own `shutdown()`, when
   * every recorded item was sent or counted. Idempotent.
   */
  shutdown(): Promise<void>;
}

/** One finished OTLP request. */
export interface OtlpBatch {
  /** The signal of the request. */
  readonly signal: Signal;
  /** `Export{Trace,Metrics,Logs}ServiceRequest` in protobuf encoding. */
  readonly bytes: Uint8Array;
  /** Spans, data points or log records in the batch. */
  readonly itemCount: number;
}

/**
 * How an {@link OtlpSink} answers for a batch: `ok` counts it as exported, `retry` sends it again later, `failed` drops and
 * counts it. `tooLarge` sends both halves of it instead, down to single items, which are dropped and counted. https://opentelemetry.io/docs/specs/otlp/#otlphttp-response
 */
export type OtlpSinkResult =
  | { readonly status: 'ok'; readonly rejectedItems?: number; readonly message?: string }
  | { readonly status: 'retry'; readonly retryAfterMillis?: number; readonly message?: string }
  | { readonly status: 'failed' | 'tooLarge'; readonly message?: string };

/**
 * An exporter written in JavaScript that receives encoded OTLP requests: for Node's own network stack (TLS, proxies,
 * gRPC), for files and for tests. It runs on the JavaScript thread, so it cannot send items that are still queued when
 * the process exits.
 */
export interface OtlpSink {
  /** Names the sink in log messages and in its own metrics. */
  readonly name: string;
  /**
   * Sends one batch. Called again only when the promise of the previous batch has settled. A rejection counts as
   * `failed`. The sink owns the bytes.
   */
  exportOtlp(batch: OtlpBatch): Promise<OtlpSinkResult>;
  /** Releases the sink's resources. The provider calls it at the end of its own `shutdown()`. */
  shutdown(): Promise<void>;
}

/** Returns true for an exporter that native code can call. */
export function isNativeExporter(exporter: NativeExporter | OtlpSink): exporter is NativeExporter {
  return 'nativeHandle' in exporter;
}
