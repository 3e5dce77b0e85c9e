import type { LoggerProvider } from '@opentelemetry/api';

/** The loggers whose bridges are compared. */
export type Library = 'pino' | 'winston' | 'bunyan';

/** One of the two SDKs, with its bridge. */
export interface Side {
  readonly provider: LoggerProvider;
  /** Replaces the options of the bridge. */
  configure(options: object): void;
  /** Takes what was exported since the last call. */
  takeRequests(): Promise<Uint8Array[]>;
}
