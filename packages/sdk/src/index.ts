export type {
  ExportResult,
  MetricReader,
  NodeSDKConfiguration,
  SpanExporter,
} from './configuration';
export type { NodeSdkErrorCode, PackageErrorCode } from './errors';
export type { Instrumentation } from './instrumentation/instrumentation';
export { NodeSDK } from './node-sdk';
export { startNodeSDK, startNodeSdk } from './start-node-sdk';
export type { NodeSdk, StartSdkOptions } from './start-options';
export type { SdkStats } from './sdk-stats';
export { stats } from './stats';
