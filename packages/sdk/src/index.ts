export type { NodeSDKConfiguration, SpanExporter } from './configuration';
export type { NodeSdkErrorCode } from './errors';
export { NodeSDK } from './node-sdk';
