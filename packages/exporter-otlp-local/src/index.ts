export { addonPath, loadError } from './binding/load';
export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export { OtlpLocalExporter } from './exporter';
export type {
  HeadersFunction,
  OtlpHeaders,
  OtlpLocalExporterOptions,
  OtlpTlsOptions,
} from './options';
export { tlsError } from './tls/tls-error';
export {
  OtlpLocalTraceExporter,
  type OtlpLocalTraceExporterOptions,
  type TraceExportResult,
} from './trace-exporter';
