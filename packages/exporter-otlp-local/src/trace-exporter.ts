import { diag } from '@opentelemetry/api';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveTimeoutMillis } from 'otlp-settings';
import { loadAddon } from './binding/load';
import { OtelNativeError } from '@otel-native/api-bridge';
import { OtlpLocalExporter } from './exporter';
import type { OtlpLocalExporterOptions } from './options';
import { readExporterOptions } from './settings/resolve';
import { loadTraceSerializer, type TraceSerializer } from './trace-serializer';

/** Options of {@link OtlpLocalTraceExporter}: those of {@link OtlpLocalExporter} that concern traces. */
export type OtlpLocalTraceExporterOptions = Omit<
  OtlpLocalExporterOptions,
  'signals' | 'metricsEndpoint' | 'logsEndpoint'
>;

/** `ExportResult` of `@opentelemetry/core`. */
export interface TraceExportResult {
  /** 0 for success, 1 for failure. */
  code: number;
  /** Why the export failed. Default: none. */
  error?: Error;
}

const kSuccess = 0;
const kFailed = 1;

/**
 * An exporter for the official SDK's `BatchSpanProcessor`. The official packages record and encode spans on the
 * JavaScript thread; a native thread sends them, including waits and name look-ups.
 *
 * `timeoutMillis` limits an export with all its attempts, as in the official exporters. Needs
 * `@opentelemetry/otlp-transformer`, a dependency of every official OTLP exporter.
 *
 * @example
 * ```ts
 * const exporter = new OtlpLocalTraceExporter({ socketPath: '/run/otel/collector.sock' });
 * new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
 * ```
 */
export class OtlpLocalTraceExporter {
  readonly #exporter: OtlpLocalExporter;
  readonly #serializer: TraceSerializer;
  readonly #timeoutMillis: number;
  /** The latest export. Exports run one at a time. */
  #last: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;
  #hasWarned = false;

  /**
   * @throws the errors of the constructor of {@link OtlpLocalExporter}, and `ERR_OTEL_NATIVE_MISSING_PACKAGE` if
   *   `@opentelemetry/otlp-transformer` is not installed
   */
  constructor(options: OtlpLocalTraceExporterOptions = {}) {
    this.#serializer = loadTraceSerializer();
    const given = readExporterOptions(options);
    this.#exporter = new OtlpLocalExporter({ ...given, signals: ['traces'] });
    this.#timeoutMillis = resolveTimeoutMillis(given.timeoutMillis, 'traces');
  }

  /** Sends spans of the official SDK after all earlier exports. Never throws. */
  export(spans: readonly object[], resultCallback: (result: TraceExportResult) => void): void {
    const sent = this.#last.then(() => this.#send(spans));
    this.#last = sent.then(resultCallback).catch((error: unknown) => {
      diag.error('The callback of an export threw', error);
    });
  }

  /** Resolves once every earlier export has succeeded or failed. */
  forceFlush(): Promise<void> {
    return this.#last;
  }

  /** Like `forceFlush`. Later exports fail. */
  shutdown(): Promise<void> {
    return (this.#shutdown ??= this.#last.then(() => this.#exporter.shutdown()));
  }

  async #send(spans: readonly object[]): Promise<TraceExportResult> {
    try {
      const bytes = this.#serializer.serializeRequest(spans);
      if (bytes === undefined) throw failure('the spans cannot be encoded');
      await this.#deliver(bytes, spans.length);
      return { code: kSuccess };
    } catch (error) {
      return { code: kFailed, error: error as Error };
    }
  }

  async #deliver(bytes: Uint8Array, itemCount: number): Promise<void> {
    const deadline = performance.now() + this.#timeoutMillis;
    for (;;) {
      const leftMillis = Math.max(0, deadline - performance.now());
      const { nativeHandle } = this.#exporter;
      const result = await loadAddon().send(nativeHandle, bytes, itemCount, leftMillis);
      if (result.status === 0) return this.#warnOfRejected(result.rejectedItems, result.message);
      if (result.status !== 1) throw failure(result.message);
      if (performance.now() + result.retryAfterMillis >= deadline) {
        throw failure(`gave up after ${this.#timeoutMillis} ms: ${result.message}`);
      }
      await sleep(result.retryAfterMillis, undefined, { ref: false });
    }
  }

  #warnOfRejected(rejectedItems: number, message: string): void {
    if (rejectedItems === 0 && message === '') return;
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    diag.warn(`The receiver rejected ${rejectedItems} spans: ${message}`);
  }
}

function failure(message: string): Error {
  return new OtelNativeError('ERR_OTEL_NATIVE_EXPORT_FAILED', message);
}
