export { addonPath, loadError } from './binding/load';
export type { OtlpLocalErrorCode } from './errors';
export { OtlpLocalExporter } from './exporter';
export type { OtlpLocalExporterOptions } from './options';
export {
  OtlpLocalTraceExporter,
  type OtlpLocalTraceExporterOptions,
  type TraceExportResult,
} from './trace-exporter';
