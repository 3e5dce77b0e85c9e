import type { SeverityNumber } from '@opentelemetry/api';
import { kinds, type OptionTable } from 'option-check';
import type { BridgeConfig } from '../bridge/instrumentation';

/** Options of {@link ConsoleBridge}: names and defaults of `@opentelemetry/instrumentation-console`. */
export interface ConsoleBridgeConfig extends BridgeConfig {
  /** Sends calls of this severity and above. Default: all. */
  logSeverity?: SeverityNumber | null;
}

export const bridgeKinds = {
  enabled: kinds.boolean,
  logSeverity: kinds.orNull(kinds.number({})),
} as const satisfies OptionTable<ConsoleBridgeConfig>;
