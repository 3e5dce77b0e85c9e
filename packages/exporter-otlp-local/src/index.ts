export { loadError } from './binding/load';
export type { OtlpLocalErrorCode } from './errors';
export { OtlpLocalExporter } from './exporter';
export type { OtlpLocalExporterOptions } from './options';
