import type { NativeExporter } from '@otel-native/api-bridge';
import { loadAddon } from './binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { OtlpLocalExporterOptions } from './options';
import { resolveSettings } from './settings/resolve';

/**
 * Sends OTLP in protobuf encoding over HTTP/1.1 to a Collector nearby, over TCP or a Unix socket
 * (https://opentelemetry.io/docs/specs/otlp/#otlphttp). All of it happens on the export thread of
 * `@otel-native/native-core`: give the exporter to a provider of that package.
 *
 * One connection per signal is kept open. Connection failures, timeouts and the statuses 429, 502, 503 and 504 are
 * retried after a growing wait, or after the server's `Retry-After`; any other status but 2xx loses the batch.
 *
 * @example
 * ```ts
 * new TracerProvider({ exporter: new OtlpLocalExporter({ endpoint: 'http://localhost:4318' }) });
 * ```
 */
export class OtlpLocalExporter implements NativeExporter {
  /** How the exporter is named in diagnostics. */
  readonly name = 'otlp-local';
  #handle: object | undefined;
  #isTaken = false;

  /**
   * Connects to nothing yet: a Collector that is not there is found out by the first export.
   * @throws an {@link OtelNativeError}: for options and variables that cannot be used,
   *   and `ERR_OTEL_NATIVE_NO_BINARY` where {@link loadError} gives an error
   */
  constructor(options: OtlpLocalExporterOptions = {}) {
    this.#handle = loadAddon().createExporter(resolveSettings(options));
  }

  /**
   * For the provider that exports through this.
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
   * Lets go of the native exporter, which lives until the last provider that uses it has let go as well. A provider
   * calls this at its own end.
   */
  shutdown(): Promise<void> {
    // The providers close what they use; nobody else would before it is collected.
    if (this.#handle !== undefined && !this.#isTaken) loadAddon().discard(this.#handle);
    this.#handle = undefined;
    return Promise.resolve();
  }
}
