import { diag } from '@opentelemetry/api';
import type { BatchOptions } from '@otel-native/native-core';
import type { NativeTarget } from './native-target';
import { kOtlpExporters, kSdkTrace, loadSdkTrace } from './official-packages';
import { batchProcessor } from './official-processors';
import type { CommonOptions, SdkTracerProvider } from './tracer-provider';

/** What the native pipeline was to do, and why it cannot. */
export interface FallbackRequest {
  unusable: Error;
  native: NativeTarget;
  batch: BatchOptions | undefined;
  options: CommonOptions;
}

/** The code of the process warning that says that the native pipeline is not used. */
export const kFallbackWarningCode = 'OTEL_NATIVE_FALLBACK';

/**
 * The official SDK in place of ours where no binary loads; undefined when its packages are not there. An application
 * starts also where its telemetry cannot.
 */
export function fallbackProvider(request: FallbackRequest): SdkTracerProvider | undefined {
  const { unusable, native, batch, options } = request;
  const sdkTrace = loadSdkTrace();
  const exporter = sdkTrace && native.official();
  if (sdkTrace === undefined || exporter === undefined) {
    const packages = `${kSdkTrace} ${kOtlpExporters['http/protobuf']}`;
    announce(
      `${unusable.message}. No traces are exported; for the official SDK: npm install ${packages}`,
    );
    return undefined;
  }
  announce(`${unusable.message}. Using the official SDK, which works on the JavaScript thread`);
  const spanProcessors = [...(options.spanProcessors ?? []), batchProcessor(exporter, batch)];
  return new sdkTrace.TracerProvider({ ...options, spanProcessors });
}

let announced = false;

/** Says it once, to `diag` and, as that usually has no logger, as a process warning. */
function announce(message: string): void {
  if (announced) return;
  announced = true;
  diag.warn(message);
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code: kFallbackWarningCode });
}
