export type { MetricReader, NodeSDKConfiguration, SpanExporter } from './configuration';
export type { NodeSdkErrorCode } from './errors';
export { NodeSDK } from './node-sdk';
export { startNodeSDK, startNodeSdk } from './start-node-sdk';
export type { NodeSdk, StartSdkOptions } from './start-options';
export { stats, type SdkStats } from './stats';
