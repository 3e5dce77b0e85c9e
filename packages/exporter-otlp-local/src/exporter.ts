import type { NativeExporter } from '@otel-native/api-bridge';
import { loadAddon } from './binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { OtlpLocalExporterOptions } from './options';
import { warnWithoutZlib } from './settings/gzip-level';
import { HeadersRefresh } from './headers/headers-refresh';
import { withHeaders } from './headers/with-headers';
import { readExporterOptions, resolveSettings } from './settings/resolve';

/**
 * Sends OTLP in protobuf over HTTP/1.1 to a Collector or gateway, over TCP, TLS or a Unix socket
 * (https://opentelemetry.io/docs/specs/otlp/#otlphttp). It runs entirely on a native thread: pass
 * the exporter to a provider of `@otel-native/native-core`.
 *
 * Keeps up to four connections open per signal. Retries connection failures, timeouts and the statuses 429, 502, 503 and 504
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
  readonly #refresh: HeadersRefresh | undefined;

  /**
   * Does not connect yet: the first export detects a missing Collector.
   * @throws an {@link OtelNativeError} for invalid options and variables, and `ERR_OTEL_NATIVE_NO_BINARY` if {@link
   *   loadError} returns an error
   */
  constructor(options: OtlpLocalExporterOptions = {}) {
    const given = readExporterOptions(options);
    const settings = resolveSettings(given);
    const addon = loadAddon();
    warnWithoutZlib(settings, addon.hasZlib);
    const handle = addon.createExporter(settings);
    this.#handle = handle;
    const { headers, headersRefreshMillis } = given;
    if (typeof headers !== 'function') return;
    this.#refresh = new HeadersRefresh(headers, headersRefreshMillis, {
      use: (fields) => addon.setHeaders(handle, withHeaders(settings, fields)),
      areRefused: () => addon.wantsHeaders(handle),
    });
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
    this.#refresh?.stop();
    return Promise.resolve();
  }
}
