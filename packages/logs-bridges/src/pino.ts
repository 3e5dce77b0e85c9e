export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { BridgeConfig, Instrumentation } from './bridge/instrumentation';
export { bridgePino } from './pino/bridge-pino';
export { PinoBridge } from './pino/pino-bridge';
export type {
  BridgePinoOptions,
  LogHookFunction,
  LogKeys,
  PinoBridgeConfig,
  PinoBridgeOptions,
} from './pino/pino-options';
