import type { LineTime } from '@otel-native/api-bridge/log-lines';

/** Names of pino's own time functions. A function of the application may print anything. */
const kTimes: Readonly<Record<string, LineTime>> = {
  epochTime: 'millis',
  unixTime: 'seconds',
  isoTime: 'iso',
  nullTime: 'none',
};

/** Returns what a logger's time function prints. */
export function lineTimeOf(timeFunction: () => string): LineTime {
  return kTimes[timeFunction.name] ?? 'unknown';
}

/** Returns the milliseconds since 1970 of a line's `time`, NaN for what is no time. */
export function millisOf(time: unknown, kind: LineTime): number {
  switch (kind) {
    case 'millis':
      return Number(time);
    case 'seconds':
      return Number(time) * 1000;
    case 'iso':
      return new Date(time as string).getTime();
    case 'none':
      return Date.now();
    default:
      return NaN;
  }
}
