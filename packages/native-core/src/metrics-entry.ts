export type { ExemplarFilter } from './aggregation/exemplar-filter';
export type { FlushOptions } from './flush-options';
export { AggregationType, type AggregationOption } from './meter/aggregation-option';
export {
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type AttributesProcessor,
} from './meter/attributes-processor';
export {
  metricOptionsFromEnvironment,
  type MeterProviderOptions,
  type MetricExportOptions,
} from './meter/meter-options';
export { MeterProvider } from './meter/meter-provider';
export type { ViewOptions } from './meter/view';
export type { AttributeValueLimits } from './span/value-limits';
