export type { FlushOptions } from './pipeline/flush-options';
export type { BatchOptions } from './pipeline/batch-options';
export type { SpoolOptions } from './pipeline/spool/spool-options';
export { batchOptionsFromEnvironment } from './logs/batch-options-from-environment';
export { EventToSpanEventBridge } from './logs/event-to-span-event-bridge';
export {
  createLoggerConfigurator,
  type LoggerConfig,
  type LoggerConfigurator,
  type LoggerPattern,
} from './logs/logger-config';
export { LoggerProvider, type ForceFlushOptions } from './logs/logger-provider';
export type { LoggerProviderOptions } from './logs/logger-provider-options';
export type { EnabledQuery, LogRecordProcessor } from './logs/log-record-processor';
export type {
  LoggerScope,
  LogRecordLimits,
  ReadableLogRecord,
  ReadWriteLogRecord,
} from './logs/log-record';
export type { AttributeValueLimits } from './record/value-limits';
