import type { BatchOptions } from '@otel-native/native-core';
import type { PipelineStats } from '@otel-native/api-bridge';

export const kTickMs = 10;

/** What the application is told. */
export interface ApplicationSettings {
  readonly spans: number;
  readonly perSecond: number;
  /** Bytes of text in each span. */
  readonly textBytes: number;
  /** `flush`: flushes, then shuts down. `shutdown`: shuts down at once. `exit`: calls `process.exit()`. */
  readonly ending: 'flush' | 'shutdown' | 'exit';
  readonly batch: BatchOptions;
}

/** What the application leaves behind. */
export interface Report {
  readonly endedIds: readonly string[];
  readonly stats: PipelineStats;
  readonly startRssBytes: number;
  readonly maxRssBytes: number;
  /** From the moment at which a piece of work is due until it is done: of 99 in 100 pieces, and of the slowest. */
  readonly p99WorkMs: number;
  readonly maxWorkMs: number;
}

const kSettingsVariable = 'FAULT_HARNESS_SETTINGS';

type Settings = ApplicationSettings & { readonly reportFile: string };

export function settingsToEnvironment(settings: Settings): Record<string, string> {
  return { [kSettingsVariable]: JSON.stringify(settings) };
}

export function settingsFromEnvironment(): Settings {
  return JSON.parse(process.env[kSettingsVariable] ?? 'null') as Settings;
}
