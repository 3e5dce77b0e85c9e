import type { Signal } from '@otel-native/api-bridge';

/** Checked header fields of one signal's requests; `native/binding/addon.cpp` reads them. */
export interface NativeHeaders {
  /** The `Host` field. */
  readonly host: string;
  /** Alternating names and values. Every character is one byte. */
  readonly headers: readonly string[];
}

/** Checked settings for one signal; `native/binding/addon.cpp` reads them. */
export interface NativeSignalSettings extends NativeHeaders {
  /** Path of a Unix socket. If empty, `hostname` and `port` apply. */
  readonly socketPath: string;
  /** A host name, or an IP address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Nothing is sent before `setHeaders`. */
  readonly hasChangingHeaders: boolean;
  readonly timeoutMillis: number;
  /** The longest accepted `Retry-After` wait. */
  readonly maxRetryAfterMillis: number;
  /** zlib's level of compression, 1 to 9; 0 sends requests uncompressed. */
  readonly gzipLevel: number;
  /** For an `https:` endpoint. `native/binding/tls-settings.cpp` reads it. */
  readonly tls?: NativeTlsSettings | undefined;
}

/** Checked settings for TLS. Empty texts stand for what was not given. */
export interface NativeTlsSettings {
  /** The name or address that the server's certificate must be for. */
  readonly host: string;
  /** Paths of PEM files. Each new connection reads them again. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** For TLS 1.2 and older. */
  readonly ciphers: string;
  /** For TLS 1.3. */
  readonly cipherSuites: string;
  /** As on the wire: 0x0303 is TLS 1.2. */
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly isVerified: boolean;
}

export interface NativeSettings {
  readonly traces?: NativeSignalSettings;
  readonly metrics?: NativeSignalSettings;
  readonly logs?: NativeSignalSettings;
}

/** The result of an attempt (`otel_native_result`). */
export interface NativeSendResult {
  /** 0: accepted; 1: can be retried; 2: refused permanently; 3: refused for its size. */
  readonly status: 0 | 1 | 2 | 3;
  readonly rejectedItems: number;
  readonly retryAfterMillis: number;
  readonly message: string;
}

export interface Addon {
  /** Whether the runtime exports the functions of zlib that compression needs. */
  readonly hasZlib: boolean;
  /** Returns an external that carries an `otel_native_exporter` and holds a reference to it until it is collected. */
  createExporter(settings: NativeSettings): object;
  /** Replaces the header fields of these signals, for later requests. */
  setHeaders(exporter: object, headers: Readonly<Partial<Record<Signal, NativeHeaders>>>): void;
  /** Whether a server answered 401 or 403 since the last call. */
  wantsHeaders(exporter: object): boolean;
  /** Closes the descriptors of an exporter that was never used for an export. */
  discard(exporter: object): void;
  /**
   * Lets the native threads use the OpenSSL in the executable. Returns false if the executable exports none, or not
   * this version (`process.versions.openssl`).
   */
  useOpenSsl(version: string): boolean;
  /**
   * Sets the authorities for TLS settings without `caFile`: certificates in PEM, and with `hasSystemFiles` those of
   * OpenSSL's own files.
   */
  setDefaultRoots(pem: string, hasSystemFiles: boolean): void;
  /** Makes one attempt with an `ExportTraceServiceRequest` on its own thread. Never rejects. */
  send(
    exporter: object,
    bytes: Uint8Array,
    itemCount: number,
    timeoutMillis: number,
  ): Promise<NativeSendResult>;
}
