/** Where one signal goes, all of it checked; `native/binding/addon.cpp` reads it. */
export interface NativeSignalSettings {
  /** Path of a Unix socket, or empty: then `hostname` and `port` say where to connect. */
  readonly socketPath: string;
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The `Host` field. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** Names and values in turn, every character a byte. */
  readonly headers: readonly string[];
  readonly timeoutMillis: number;
  /** The longest wait that `Retry-After` can ask for. */
  readonly maxRetryAfterMillis: number;
  /** Whether requests are sent with gzip. */
  readonly isCompressed: boolean;
}

export interface NativeSettings {
  readonly traces?: NativeSignalSettings;
  readonly metrics?: NativeSignalSettings;
  readonly logs?: NativeSignalSettings;
}

/** What became of an attempt (`otel_native_result`). */
export interface NativeSendResult {
  /** 0 accepted, 1 may be sent again, 2 refused for good. */
  readonly status: 0 | 1 | 2;
  readonly rejectedItems: number;
  readonly retryAfterMillis: number;
  readonly message: string;
}

export interface Addon {
  /** An external that carries an `otel_native_exporter` and holds a reference to it until it is collected. */
  createExporter(settings: NativeSettings): object;
  /** Closes the descriptors of an exporter that nothing was ever exported with. */
  discard(exporter: object): void;
  /** Makes one attempt with an `ExportTraceServiceRequest`, on a thread of its own. Never rejects. */
  send(
    exporter: object,
    bytes: Uint8Array,
    itemCount: number,
    timeoutMillis: number,
  ): Promise<NativeSendResult>;
}
