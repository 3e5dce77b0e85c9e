/** Checked settings for one signal; `native/binding/addon.cpp` reads them. */
export interface NativeSignalSettings {
  /** Path of a Unix socket. If empty, `hostname` and `port` apply. */
  readonly socketPath: string;
  /** A host name, or an IP address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The `Host` field. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** Alternating names and values. Every character is one byte. */
  readonly headers: readonly string[];
  readonly timeoutMillis: number;
  /** The longest accepted `Retry-After` wait. */
  readonly maxRetryAfterMillis: number;
  /** Whether requests are compressed with gzip. */
  readonly isCompressed: boolean;
}

export interface NativeSettings {
  readonly traces?: NativeSignalSettings;
  readonly metrics?: NativeSignalSettings;
  readonly logs?: NativeSignalSettings;
}

/** The result of an attempt (`otel_native_result`). */
export interface NativeSendResult {
  /** 0: accepted; 1: can be retried; 2: refused permanently. */
  readonly status: 0 | 1 | 2;
  readonly rejectedItems: number;
  readonly retryAfterMillis: number;
  readonly message: string;
}

export interface Addon {
  /** Returns an external that carries an `otel_native_exporter` and holds a reference to it until it is collected. */
  createExporter(settings: NativeSettings): object;
  /** Closes the descriptors of an exporter that was never used for an export. */
  discard(exporter: object): void;
  /** Makes one attempt with an `ExportTraceServiceRequest` on its own thread. Never rejects. */
  send(
    exporter: object,
    bytes: Uint8Array,
    itemCount: number,
    timeoutMillis: number,
  ): Promise<NativeSendResult>;
}
