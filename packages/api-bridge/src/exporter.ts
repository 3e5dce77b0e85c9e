/** The signal that a batch carries. */
export type Signal = 'traces' | 'metrics' | 'logs';

/**
 * An exporter written in native code: what a package like `@otel-native/exporter-otlp-local` makes and
 * `@otel-native/native-core` drives from its export thread.
 */
export interface NativeExporter {
  /** How the exporter is named in diagnostics, e.g. `otlp-local`. */
  readonly name: string;
  /**
   * An opaque Node-API external that holds an `otel_native_exporter` (see `include/otel_native/exporter.h`).
   * JavaScript only passes it on.
   */
  readonly nativeHandle: object;
  /**
   * Releases the JavaScript side's hold on the exporter. A provider that was given the exporter calls it at
   * the end of its own `shutdown()`, after everything recorded was sent or counted. Idempotent.
   */
  shutdown(): Promise<void>;
}

/** One finished OTLP request. */
export interface OtlpBatch {
  readonly signal: Signal;
  /** `Export{Trace,Metrics,Logs}ServiceRequest` in protobuf encoding. */
  readonly bytes: Uint8Array;
  /** Spans, data points or log records in the batch. */
  readonly itemCount: number;
}

/** What became of a batch that an {@link OtlpSink} was given. */
export type OtlpSinkResult =
  | { readonly status: 'ok'; readonly rejectedItems?: number; readonly message?: string }
  | { readonly status: 'retry'; readonly retryAfterMillis?: number; readonly message?: string }
  | { readonly status: 'failed'; readonly message?: string };

/**
 * An exporter written in JavaScript that receives finished OTLP bytes: for what needs Node's own network
 * stack (TLS, proxies, gRPC), for files and for tests. It runs on the JavaScript thread, so what is still
 * queued when the process exits cannot be sent through it.
 */
export interface OtlpSink {
  readonly name: string;
  /**
   * Sends one batch; batches come one at a time. A rejection counts as `failed`. The bytes belong to the sink.
   */
  exportOtlp(batch: OtlpBatch): Promise<OtlpSinkResult>;
  shutdown(): Promise<void>;
}

/** True for an exporter that native code can call. */
export function isNativeExporter(exporter: NativeExporter | OtlpSink): exporter is NativeExporter {
  return 'nativeHandle' in exporter;
}
