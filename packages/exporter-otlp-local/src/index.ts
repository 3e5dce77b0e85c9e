export { addonPath, loadError } from './binding/load';
export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export { OtlpLocalExporter } from './exporter';
export type { OtlpLocalExporterOptions } from './options';
export {
  OtlpLocalTraceExporter,
  type OtlpLocalTraceExporterOptions,
  type TraceExportResult,
} from './trace-exporter';
