import type { NativeExporter } from '@otel-native/api-bridge';
import { loadAddon } from './binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { OtlpLocalExporterOptions } from './options';
import { resolveSettings } from './settings/resolve';

/**
 * Sends OTLP in protobuf over HTTP/1.1 to a nearby Collector, over TCP or a Unix socket
 * (https://opentelemetry.io/docs/specs/otlp/#otlphttp). It runs entirely on the export thread of
 * `@otel-native/native-core`: pass the exporter to a provider of that package.
 *
 * Keeps one connection open per signal. Retries connection failures, timeouts and the statuses 429, 502, 503 and 504
 * after a growing wait, or after the server's `Retry-After`. Any other status except 2xx loses the batch.
 *
 * @example
 * ```ts
 * new TracerProvider({ exporter: new OtlpLocalExporter({ endpoint: 'http://localhost:4318' }) });
 * ```
 */
export class OtlpLocalExporter implements NativeExporter {
  /** The name of the exporter in diagnostics. */
  readonly name = 'otlp-local';
  #handle: object | undefined;
  #isTaken = false;

  /**
   * Does not connect yet: the first export detects a missing Collector.
   * @throws an {@link OtelNativeError} for invalid options and variables, and `ERR_OTEL_NATIVE_NO_BINARY` if {@link
   *   loadError} returns an error
   */
  constructor(options: OtlpLocalExporterOptions = {}) {
    this.#handle = loadAddon().createExporter(resolveSettings(options));
  }

  /**
   * The native exporter, for the provider that exports through it.
   * @throws `ERR_OTEL_NATIVE_SHUT_DOWN` after {@link OtlpLocalExporter.shutdown}
   */
  get nativeHandle(): object {
    if (this.#handle === undefined) {
      throw new OtelNativeError(
        'ERR_OTEL_NATIVE_SHUT_DOWN',
        'The otlp-local exporter was shut down: make a new one for a new provider',
      );
    }
    this.#isTaken = true;
    return this.#handle;
  }

  /**
   * Releases the native exporter, which lives until the last provider has released it too. A provider calls this when
   * it shuts down.
   */
  shutdown(): Promise<void> {
    // Providers close the exporters that they use. An unused one would stay open until it is collected.
    if (this.#handle !== undefined && !this.#isTaken) loadAddon().discard(this.#handle);
    this.#handle = undefined;
    return Promise.resolve();
  }
}
