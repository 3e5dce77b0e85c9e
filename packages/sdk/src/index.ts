export type {
  ExportResult,
  MetricReader,
  NodeSDKConfiguration,
  SpanExporter,
} from './configuration';
export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { Instrumentation } from './instrumentation/instrumentation';
export { NodeSDK } from './node-sdk';
export { startNodeSDK, startNodeSdk } from './start-node-sdk';
export type { NodeSdk, StartSdkOptions } from './start-options';
export type { SdkStats } from './sdk-stats';
export { stats } from './stats';
