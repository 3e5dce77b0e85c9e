export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { BridgeBase } from './bridge/bridge-base';
export type { BridgeConfig, Instrumentation } from './bridge/instrumentation';
export { ConsoleBridge } from './console/console-bridge';
export type { ConsoleBridgeConfig } from './console/console-options';
