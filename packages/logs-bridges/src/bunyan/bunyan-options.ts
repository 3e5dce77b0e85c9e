import type { SeverityNumber } from '@opentelemetry/api';
import { kinds, type OptionTable } from 'option-check';
import type { CorrelationOptions } from '../bridge/correlation';
import type { BridgeConfig } from '../bridge/instrumentation';

/** Options of {@link BunyanBridge}: names and defaults of `@opentelemetry/instrumentation-bunyan`. */
export interface BunyanBridgeConfig extends BridgeConfig, CorrelationOptions {
  /** Sends no log records. Default: false. */
  disableLogSending?: boolean;
  /** Sends records of the level that has this severity, and above. Default: those of the logger's level and above. */
  logSeverity?: SeverityNumber | null;
}

export const bridgeKinds = {
  enabled: kinds.boolean,
  disableLogSending: kinds.boolean,
  logSeverity: kinds.orNull(kinds.number({})),
  disableLogCorrelation: kinds.boolean,
  logHook: kinds.hook,
} as const satisfies OptionTable<BunyanBridgeConfig>;
