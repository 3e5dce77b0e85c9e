import type { MeterProvider } from '@opentelemetry/api';
import type { LossListener, NativeExporter, OtlpSink, Resource } from '@otel-native/api-bridge';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { batchKinds, type BatchOptions } from '../pipeline/batch-options';
import { exporterKind, resourceKind } from '../pipeline/option-kinds';
import { spoolKinds, type SpoolOptions } from '../pipeline/spool/spool-options';
import { defaultValueLimits, resolveValueLimits, valueLimitKinds } from '../record/value-limits';
import type { LogRecordLimits } from './log-record';
import type { LogRecordProcessor } from './log-record-processor';
import type { LoggerConfigurator } from './logger-config';

/** The options of `@opentelemetry/sdk-logs`'s provider, with an exporter and its batching. */
export interface LoggerProviderOptions {
  /** Default: `defaultResource()` of `@opentelemetry/resources`. */
  resource?: Resource;
  /** How much a log record keeps. Default: 128 attributes, values of any length. */
  logRecordLimits?: LogRecordLimits;
  /** Processors that see every log record before the exporter, and may change it. Default: none. */
  processors?: LogRecordProcessor[];
  /** Returns what each logger emits. Default: everything. */
  loggerConfigurator?: LoggerConfigurator;
  /** Receives the provider's own metrics: `otel.sdk.log.*`, `.processor.log.*`, `.exporter.log.*`. Default: none. */
  meterProvider?: MeterProvider;
  /** Exports log records. Default: none; the native addon is then not loaded. */
  exporter?: NativeExporter | OtlpSink;
  /** How log records are batched, and how much memory may wait. Default: as `OTEL_BLRP_*` say, else as {@link BatchOptions} says. */
  batch?: BatchOptions;
  /** Keeps log records in a folder until the exporter answered for them. Default: as `OTEL_NATIVE_SPOOL_DIR` says, else none. */
  spool?: SpoolOptions;
  /** Called for each loss, with signal, cause, count and message. Default: none; the first loss of each cause is logged. */
  onLoss?: LossListener;
}

const defaultLimits: Required<LogRecordLimits> = {
  attributeCountLimit: 128,
  attributeValueLengthLimit: Infinity,
  ...defaultValueLimits,
};

const limit = kinds.orNull(kinds.number({ from: 0, isInfinite: true }));

export const logRecordLimitKinds = {
  attributeCountLimit: limit,
  attributeValueLengthLimit: limit,
  ...valueLimitKinds,
} as const satisfies OptionTable<LogRecordLimits>;

const providerKinds = {
  resource: resourceKind,
  logRecordLimits: kinds.nested(logRecordLimitKinds),
  processors: kinds.list(kinds.withMethods('a LogRecordProcessor', 'onEmit')),
  loggerConfigurator: kinds.hook,
  meterProvider: kinds.withMethods('a MeterProvider', 'getMeter'),
  exporter: exporterKind,
  batch: kinds.nested(batchKinds),
  spool: kinds.nested(spoolKinds),
  onLoss: kinds.hook,
} as const satisfies OptionTable<LoggerProviderOptions>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an unknown or invalid option */
export function readProviderOptions(options: LoggerProviderOptions): LoggerProviderOptions {
  return readOptions<LoggerProviderOptions>(options, providerKinds);
}

/** Fills the defaults into limits that were checked. */
export function resolveLogRecordLimits(limits: LogRecordLimits = {}): Required<LogRecordLimits> {
  const given = Object.entries(limits).filter(([, value]) => value != null);
  return { ...defaultLimits, ...Object.fromEntries(given), ...resolveValueLimits(limits) };
}
