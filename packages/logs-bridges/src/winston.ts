export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export type { CorrelationOptions, LogHookFunction } from './bridge/correlation';
export type { BridgeBase } from './bridge/bridge-base';
export type { BridgeConfig, Instrumentation } from './bridge/instrumentation';
export type { FormattedInfo, InfoFormat } from './winston/info-transport';
export { otelLogLevels, otelSeverityMapping, type SeverityMapping } from './winston/severity';
export { WinstonBridge } from './winston/winston-bridge';
export type { WinstonBridgeConfig } from './winston/winston-options';
export { WinstonTransport, type WinstonTransportOptions } from './winston/winston-transport';
