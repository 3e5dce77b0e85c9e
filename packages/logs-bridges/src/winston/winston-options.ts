import type { SeverityNumber } from '@opentelemetry/api';
import { kinds, type OptionKind, type OptionTable } from 'option-check';
import type { CorrelationOptions } from '../bridge/correlation';
import type { BridgeConfig } from '../bridge/instrumentation';
import type { SeverityMapping } from './severity';

/** Chooses the winston records to send. */
export interface WinstonSendingOptions {
  /** Sends records of this severity and above; those of an unknown level count as 0. Default: what the logger's level lets through. */
  logSeverity?: SeverityNumber | null;
  /** Severities of your own levels, by name. Default: those of winston's and OpenTelemetry's levels. */
  severityMapping?: SeverityMapping;
}

/** Options of {@link WinstonBridge}: names and defaults of `@opentelemetry/instrumentation-winston`. */
export interface WinstonBridgeConfig
  extends BridgeConfig, CorrelationOptions, WinstonSendingOptions {
  /** Sends no log records. Default: false. */
  disableLogSending?: boolean;
}

const severityMapping: OptionKind = {
  expected: 'an object of severity numbers',
  accepts: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((severity) => typeof severity === 'number'),
};

export const sendingKinds = {
  logSeverity: kinds.orNull(kinds.number({})),
  severityMapping,
} as const satisfies OptionTable<WinstonSendingOptions>;

export const bridgeKinds = {
  ...sendingKinds,
  enabled: kinds.boolean,
  disableLogSending: kinds.boolean,
  disableLogCorrelation: kinds.boolean,
  logHook: kinds.hook,
} as const satisfies OptionTable<WinstonBridgeConfig>;
