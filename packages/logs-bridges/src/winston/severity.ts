import { SeverityNumber } from '@opentelemetry/api';

/** Names of levels with their severities. */
export type SeverityMapping = Record<string, SeverityNumber>;

/** Levels for `winston.createLogger({ levels })` with the names of OpenTelemetry's severities. */
export const otelLogLevels = { fatal: 0, error: 1, warn: 2, info: 3, debug: 4, trace: 5 };

/** The severities of {@link otelLogLevels}. */
export const otelSeverityMapping = {
  fatal: SeverityNumber.FATAL,
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
  trace: SeverityNumber.TRACE,
};

/** `winston.config.npm.levels`, the default. */
const kNpm: SeverityMapping = {
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  info: SeverityNumber.INFO,
  http: SeverityNumber.DEBUG3,
  verbose: SeverityNumber.DEBUG2,
  debug: SeverityNumber.DEBUG,
  silly: SeverityNumber.TRACE,
};

/** `winston.config.syslog.levels`. */
const kSyslog: SeverityMapping = {
  emerg: SeverityNumber.FATAL3,
  alert: SeverityNumber.FATAL2,
  crit: SeverityNumber.FATAL,
  error: SeverityNumber.ERROR,
  warning: SeverityNumber.WARN,
  notice: SeverityNumber.INFO2,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
};

/** `winston.config.cli.levels`. */
const kCli: SeverityMapping = {
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  help: SeverityNumber.INFO3,
  data: SeverityNumber.INFO2,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
  prompt: SeverityNumber.TRACE4,
  verbose: SeverityNumber.TRACE3,
  input: SeverityNumber.TRACE2,
  silly: SeverityNumber.TRACE,
};

/** A level that several sets have counts as that of the first one: OpenTelemetry's, then npm's, syslog's, the command line's. */
const kKnown: ReadonlyMap<unknown, SeverityNumber> = new Map(
  [kCli, kSyslog, kNpm, otelSeverityMapping].flatMap((set) => Object.entries(set)),
);

/** Returns the severity of a level; undefined for one that nobody knows. */
export function severityNumberOf(
  level: unknown,
  mapping: SeverityMapping | undefined,
): SeverityNumber | undefined {
  if (mapping !== undefined && typeof level === 'string' && Object.hasOwn(mapping, level))
    return mapping[level] ?? kKnown.get(level);
  return kKnown.get(level);
}
