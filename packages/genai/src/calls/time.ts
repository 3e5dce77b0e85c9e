import type { HrTime, TimeInput } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';

/** Smaller numbers are of `performance.now()`: that of a process would reach this after three years, and the epoch was here in 1973. */
const kLeastEpochMillis = 1e11;

/** Returns milliseconds since the epoch; undefined for what is no time. Never throws. */
export function epochMillis(time: TimeInput | undefined): number | undefined {
  if (time === undefined) return undefined;
  const millis = quietly(() => millisOf(time));
  return millis !== undefined && Number.isFinite(millis) && millis >= 0 ? millis : undefined;
}

/** SDKs do not agree on what a number is that lies before the start of the process. */
export function hrTime(epochMillis: number): HrTime {
  const seconds = Math.floor(epochMillis / 1000);
  return [seconds, Math.round((epochMillis - seconds * 1000) * 1e6)];
}

function millisOf(time: TimeInput): number | undefined {
  if (typeof time === 'number') {
    return time < kLeastEpochMillis ? performance.timeOrigin + time : time;
  }
  if (time instanceof Date) return time.getTime();
  return Array.isArray(time) ? time[0] * 1000 + time[1] / 1e6 : undefined;
}
