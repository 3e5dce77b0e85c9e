export { addonPath, loadError } from './binding/load';
export type { MetricName, SystemMetricsGroup } from './catalog/metric-name';
export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { OptInAttribute, SystemMetricsOptions } from './options';
export { SystemMetrics, type SystemMetricsConfig } from './system-metrics';
