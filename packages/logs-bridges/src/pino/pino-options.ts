import type { LoggerProvider, Span } from '@opentelemetry/api';
import { kinds, type OptionTable } from 'option-check';

/** Adds fields to a line that is logged in a span. */
export type LogHookFunction = (span: Span, record: Record<string, unknown>, level?: number) => void;

/** The names under which a line has the ids of the active span. */
export interface LogKeys {
  traceId: string;
  spanId: string;
  traceFlags: string;
}

/** Options of the bridge. All but the last have the names and defaults of `@opentelemetry/instrumentation-pino`. */
export interface PinoBridgeOptions {
  /** Sends no log records. Default: false. */
  disableLogSending?: boolean;
  /** Adds no ids to the lines. Default: false. */
  disableLogCorrelation?: boolean;
  /** The names of the ids in a line. Default: `trace_id`, `span_id` and `trace_flags`. */
  logKeys?: LogKeys;
  /** Called for each line that is logged in a span, unless ids are disabled. It may add fields. Default: none. */
  logHook?: LogHookFunction;
  /**
   * Writes the ids directly behind the time of a line, before all other fields, which is cheaper than adding them to the logged object.
   * A field of the application with the same name then stands behind them, and wins. Has no effect with a `logHook`. Default: false.
   */
  spliceIds?: boolean;
}

/** Options of {@link PinoBridge}. */
export interface PinoBridgeConfig extends PinoBridgeOptions {
  /** Whether the constructor enables the bridge. Default: true. */
  enabled?: boolean;
}

/** Options of {@link bridgePino}. */
export interface BridgePinoOptions extends PinoBridgeOptions {
  /** Where log records go. Default: the provider that is registered with the API. */
  loggerProvider?: LoggerProvider;
}

export const pinoOptionKinds = {
  disableLogSending: kinds.boolean,
  disableLogCorrelation: kinds.boolean,
  logKeys: kinds.anything,
  logHook: kinds.hook,
  spliceIds: kinds.boolean,
} as const satisfies OptionTable<PinoBridgeOptions>;

export const pinoBridgeConfigKinds = {
  ...pinoOptionKinds,
  enabled: kinds.boolean,
} as const satisfies OptionTable<PinoBridgeConfig>;

export const bridgePinoOptionKinds = {
  ...pinoOptionKinds,
  loggerProvider: kinds.withMethods('a LoggerProvider', 'getLogger'),
} as const satisfies OptionTable<BridgePinoOptions>;
