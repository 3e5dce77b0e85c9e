export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { CorrelationOptions, LogHookFunction } from './bridge/correlation';
export type { BridgeBase } from './bridge/bridge-base';
export type { BridgeConfig, Instrumentation } from './bridge/instrumentation';
export { BunyanBridge } from './bunyan/bunyan-bridge';
export type { BunyanBridgeConfig } from './bunyan/bunyan-options';
export { BunyanStream, type BunyanStreamOptions } from './bunyan/bunyan-stream';
