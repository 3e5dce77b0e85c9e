import type { BatchOptions } from '@otel-native/native-core';
import type { PipelineStats } from '@otel-native/api-bridge';
import type { Recorded } from '../metrics/instruments.ts';

export const kTickMs = 10;

/** What the application is told. */
export interface ApplicationSettings {
  /** Spans that each thread ends, with a log record in each. */
  readonly spans: number;
  readonly perSecond: number;
  /** Bytes of text in each span. */
  readonly textBytes: number;
  /** `flush`: flushes, then shuts down. `shutdown`: shuts down at once. `exit`: calls `process.exit()`. */
  readonly ending: 'flush' | 'shutdown' | 'exit';
  readonly batch: BatchOptions;
  /** Worker threads that do the same work beside the main thread, each with an SDK of its own. They flush at their end. */
  readonly workers: number;
}

/** What one thread leaves behind. */
export interface ThreadReport {
  readonly endedIds: readonly string[];
  /** Without what was observed where no event loop was left to observe it at the end. */
  readonly recorded: Recorded;
  readonly stats: PipelineStats;
  readonly logStats: PipelineStats;
  readonly metricStats: PipelineStats;
}

/** What the application leaves behind. */
export interface Report {
  readonly threads: readonly ThreadReport[];
  /** Seconds of the processor that the process had taken before its last flush, and at its end. */
  readonly cpuSeconds: { readonly least: number; readonly most: number };
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
