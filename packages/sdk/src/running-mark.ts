import { diag, logs, metrics, trace } from '@opentelemetry/api';
import type { FlushOptions } from '@otel-native/native-core';
import { version } from '../package.json';
import type { SdkStats } from './sdk-stats';

/** How an SDK was started, for messages. */
export type Starter = 'the preload' | 'NodeSDK' | 'startNodeSdk()';

/** The SDK that records in this thread. All copies of this package see it, across versions, ESM and CommonJS. */
export interface RunningMark {
  readonly version: string;
  readonly starter: string;
  isRunning(): boolean;
  stats(): SdkStats;
  forceFlush(options?: FlushOptions): Promise<void>;
}

const kKey = Symbol.for('otel-native.sdk.1');
const shared = globalThis as unknown as Record<symbol, RunningMark | undefined>;

/** Returns the SDK that records, if any. */
export function runningMark(): RunningMark | undefined {
  const mark = shared[kKey];
  return mark?.isRunning() === true ? mark : undefined;
}

export function setRunningMark(mark: Omit<RunningMark, 'version'>): void {
  shared[kKey] = { ...mark, version };
}

/**
 * Returns the SDK that records already, and warns of it. Two SDKs would record everything twice, and both would handle
 * the end of the process.
 */
export function stepBackBehindOther(starter: Starter): RunningMark | undefined {
  const mark = runningMark();
  if (mark === undefined) return undefined;
  diag.warn(
    `OpenTelemetry is already started by ${mark.starter} (otel-native ${mark.version}): ` +
      `${starter} (${version}) leaves the recording to it, and its options do not count`,
  );
  return mark;
}

/** Whether the API uses these providers. Tests and other SDKs can replace them. */
export function isRegistered(
  tracerProvider?: object,
  meterProvider?: object,
  loggerProvider?: object,
): boolean {
  if (tracerProvider !== undefined) {
    const proxy = trace.getTracerProvider() as { getDelegate?(): object };
    return (proxy.getDelegate?.() ?? proxy) === tracerProvider;
  }
  if (meterProvider !== undefined) return metrics.getMeterProvider() === meterProvider;
  return loggerProvider !== undefined && logs.getLoggerProvider() === loggerProvider;
}
