import { SeverityNumber } from '@opentelemetry/api';

/** Bunyan's own levels. */
const kNames: ReadonlyMap<unknown, string> = new Map([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
  [50, 'error'],
  [60, 'fatal'],
]);

/** From the most important one. */
const kLevels: readonly (readonly [SeverityNumber, string])[] = [
  [SeverityNumber.FATAL, 'fatal'],
  [SeverityNumber.ERROR, 'error'],
  [SeverityNumber.WARN, 'warn'],
  [SeverityNumber.INFO, 'info'],
  [SeverityNumber.DEBUG, 'debug'],
  [SeverityNumber.TRACE, 'trace'],
];

/** Returns the name of a level; undefined for a level of the application's own. */
export function levelName(level: unknown): string | undefined {
  return kNames.get(level);
}

/** Returns the level that records of at least this severity have; undefined below all levels. */
export function levelOfSeverity(severity: SeverityNumber): string | undefined {
  return kLevels.find(([least]) => severity >= least)?.[1];
}
