export type { ExemplarFilter } from './metrics/aggregation/exemplar-filter';
export type { FlushOptions } from './pipeline/flush-options';
export { AggregationType, type AggregationOption } from './metrics/aggregation/aggregation-option';
export {
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  type AttributesProcessor,
} from './metrics/aggregation/attributes-processor';
export {
  metricOptionsFromEnvironment,
  type MeterProviderOptions,
  type MetricExportOptions,
} from './metrics/meter/meter-options';
export type { BindableMeter } from './metrics/meter/meter';
export type {
  BindableCounter,
  BindableGauge,
  BindableHistogram,
  BindableUpDownCounter,
} from './metrics/meter/instruments';
export { MeterProvider } from './metrics/meter/meter-provider';
export type { ViewOptions } from './metrics/meter/view';
export type { AttributeValueLimits } from './record/value-limits';
