import { diag, metrics, trace } from '@opentelemetry/api';
import type { FlushOptions } from '@otel-native/native-core';
import { version } from '../package.json';
import type { SdkStats } from './sdk-stats';

/** What starts an SDK, as messages name it. */
export type Starter = 'the preload' | 'NodeSDK' | 'startNodeSdk()';

/** The SDK that records in this thread, as all copies of this package see it: versions, ESM and CommonJS. */
export interface RunningMark {
  readonly version: string;
  readonly starter: string;
  isRunning(): boolean;
  stats(): SdkStats;
  forceFlush(options?: FlushOptions): Promise<void>;
}

const kKey = Symbol.for('otel-native.sdk.1');
const shared = globalThis as unknown as Record<symbol, RunningMark | undefined>;

/** The SDK that records, if there is one. */
export function runningMark(): RunningMark | undefined {
  const mark = shared[kKey];
  return mark?.isRunning() === true ? mark : undefined;
}

export function setRunningMark(mark: Omit<RunningMark, 'version'>): void {
  shared[kKey] = { ...mark, version };
}

/**
 * The SDK that records already, with a warning: two would record everything twice, and each handle the end of the process.
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

/** Whether providers are those that the API hands out; tests and other SDKs can take them away. */
export function isRegistered(tracerProvider?: object, meterProvider?: object): boolean {
  if (tracerProvider !== undefined) {
    const proxy = trace.getTracerProvider() as { getDelegate?(): object };
    return (proxy.getDelegate?.() ?? proxy) === tracerProvider;
  }
  return meterProvider !== undefined && metrics.getMeterProvider() === meterProvider;
}
