import { isNativeExporter, type NativeExporter, type OtlpSink } from '@otel-native/api-bridge';
import type { SpanExporter } from '../configuration';
import { officialOtlpExporter } from './official-packages';
import { sinkSpanExporter } from './sink-span-exporter';

/** Where spans go through the native threads. */
export interface NativeTarget {
  /** Where it sends to, for messages. */
  readonly destination: string;
  /** @throws an error with a `code` for settings that cannot be used */
  make(): NativeExporter | OtlpSink;
  /** Why the exporter's own native code cannot be used, if so. */
  loadError(): Error | undefined;
  /**
   * What takes its place on the JavaScript thread.
   * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the packages for it
   */
  official(): SpanExporter;
}

/** An exporter that the configuration gives. */
export function givenTarget(exporter: NativeExporter | OtlpSink): NativeTarget {
  return {
    destination: exporter.name,
    make: () => exporter,
    loadError: () => undefined,
    // A sink keeps its spans; for native exporters the official OTLP exporter does, as the environment says.
    official: () =>
      isNativeExporter(exporter)
        ? officialOtlpExporter('http/protobuf')
        : sinkSpanExporter(exporter),
  };
}
