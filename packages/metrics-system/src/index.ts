export { addonPath, loadError } from './binding/load';
export type { MetricName, SystemMetricsGroup } from './catalog/metric-name';
export type { SystemMetricsErrorCode } from './errors';
export type { OptInAttribute, SystemMetricsOptions } from './options';
export { SystemMetrics, type SystemMetricsConfig } from './system-metrics';
