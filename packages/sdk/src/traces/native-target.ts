import { isNativeExporter, type NativeExporter, type OtlpSink } from '@otel-native/api-bridge';
import type { SpanExporter } from '../configuration';
import { officialOtlpExporter } from './official-packages';
import { sinkSpanExporter } from './sink-span-exporter';

/** A destination of the native threads. */
export interface NativeTarget {
  /** The destination, for messages. */
  readonly destination: string;
  /** @throws an error with a `code` for invalid settings */
  make(): NativeExporter | OtlpSink;
  /** Why the exporter's own native code does not load; undefined if it does. */
  loadError(): Error | undefined;
  /**
   * Creates the exporter that replaces this one on the JavaScript thread.
   * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without its packages
   */
  official(): SpanExporter;
}

/** The target for an exporter from the configuration. */
export function givenTarget(exporter: NativeExporter | OtlpSink): NativeTarget {
  return {
    destination: exporter.name,
    make: () => exporter,
    loadError: () => undefined,
    // A sink still receives the spans. The official OTLP exporter, configured by the environment, replaces a native
    // exporter.
    official: () =>
      isNativeExporter(exporter)
        ? officialOtlpExporter('http/protobuf')
        : sinkSpanExporter(exporter),
  };
}
